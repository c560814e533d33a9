import ArgumentParser
import Configuration
import Web
import ZoomSandbox
import Operations
@main struct Usher: ParsableCommand { static let configuration = CommandConfiguration(commandName: "usher") ; func run() {} }
