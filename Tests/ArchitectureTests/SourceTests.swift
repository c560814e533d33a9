import Foundation
import Testing

struct `No source` {
    private static let texts = [
        "swift", "mustache", "js", "css", "h", "modulemap", "py", "md", "sh", "json", "toml", "yml", "",
    ]

    @Test func `mentions a folder of the machine it was written on`() throws {
        // Put together here, so that this file does not mention them itself.
        let folders = ["work", "root"].map { "/\($0)/" }
        var files = ["Package.swift", "Makefile"]
        for folder in ["Sources", "Tests", "scripts", "docs"] { files += Repository.files(below: folder) }
        #expect(files.count > 100)
        for file in files where Self.texts.contains(URL(fileURLWithPath: file).pathExtension) {
            guard let text = try? Repository.text(file) else { continue }
            for folder in folders { #expect(!text.contains(folder), "\(file) mentions \(folder)") }
        }
    }

    @Test func `opens more than the package`() throws {
        for (path, text) in try Repository.names(in: "Sources").flatMap(Repository.sources(of:)) {
            #expect(text.firstMatch(of: #/(?m)^\s*(?:public|open) /#) == nil, "\(path) has public declarations")
        }
    }

    @Test func `declares a type with its module's name`() throws {
        for module in Repository.names(in: "Sources") {
            let word = try Regex("(?m)^[ a-z@]*\\b(struct|class|enum|actor|protocol|typealias) \(module)\\b")
            for (path, text) in try Repository.sources(of: module) {
                #expect(text.firstMatch(of: word) == nil, "\(path) has a type named \(module)")
            }
        }
    }
}
