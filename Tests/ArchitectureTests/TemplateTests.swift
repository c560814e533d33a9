import Foundation
import Testing

struct `What is embedded in the binary` {
    private func stems(_ module: String) -> [String] {
        Repository.names(in: "Sources/\(module)/Templates").filter { $0.hasSuffix(".mustache") }
            .map { String($0.dropLast(".mustache".count)) }
    }

    @Test func `is every template of the pages, each under its own name, in order`() throws {
        let list = try Repository.text("Sources/Web/Pages/Templates.swift")
        let entries = list.matches(of: #/\("(\w+)", PackageResources\.(\w+)_mustache\)/#)
        #expect(entries.map { String($0.output.1) } == stems("Web"))
        for entry in entries { #expect(entry.output.1 == entry.output.2) }
    }

    @Test func `is every template of the other modules`() throws {
        let modules = Repository.names(in: "Sources").filter { !stems($0).isEmpty }
        #expect(modules.contains("Operations") && modules.contains("ZoomSandbox"))
        for module in modules {
            let code = try Repository.sources(of: module).map(\.text).joined()
            for stem in stems(module) {
                #expect(code.contains("PackageResources.\(stem)_mustache"), "\(module)'s \(stem) is not used")
            }
        }
    }

    @Test func `is every asset of the pages`() throws {
        let list = try Repository.text("Sources/Web/Pages/Assets.swift")
        for name in Repository.names(in: "Sources/Web/Assets") {
            #expect(list.contains("\"\(name)\""), "\(name) is not served")
        }
    }

    @Test func `holds no template that names a partial that is not there`() throws {
        for module in Repository.names(in: "Sources") {
            let known = Set(stems(module))
            for stem in known {
                let text = try Repository.text("Sources/\(module)/Templates/\(stem).mustache")
                let partials = Set(text.matches(of: #/\{\{[>&<]\s*([\w-]+)\s*\}\}/#).map { String($0.output.1) })
                let missing = text.contains("{{>") ? partials.subtracting(known) : []
                #expect(missing.isEmpty, "\(module)'s \(stem) wants \(missing)")
            }
        }
    }
}
