import Foundation
import Logging

/// What is said to the person at the terminal.
enum Console {
    static func say(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }

    /// Logs go to the standard error, so that they do not mix with what is said.
    static func startLogging() {
        LoggingSystem.bootstrap(StreamLogHandler.standardError(label:))
    }

    /// A password from USHER_PASSWORD, or typed without an echo.
    static func password() throws -> String {
        if let given = ProcessInfo.processInfo.environment["USHER_PASSWORD"] { return given }
        guard let typed = getpass("Password: ") else { throw PasswordMissing() }
        return String(cString: typed)
    }

    private struct PasswordMissing: Error, CustomStringConvertible {
        let description = "There is no terminal to ask for a password. Set USHER_PASSWORD."
    }
}
