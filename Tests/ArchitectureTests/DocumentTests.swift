import Foundation
import Testing

struct `The documents` {
    @Test func `show every picture there is, and no other`() throws {
        let shown = try ["README.md", "docs/tour.md"].flatMap { name in
            try Repository.text(name).matches(of: /pictures\/([\w-]+\.png)\)/).map { String($0.1) }
        }
        #expect(Set(shown).sorted() == Repository.names(in: "docs/pictures"))
    }

    @Test func `link to files that are there`() throws {
        for name in Repository.names(in: "docs") where name.hasSuffix(".md") {
            for link in try Repository.text("docs/\(name)").matches(of: /\]\(([^):#]+)\)/) {
                let target = Repository.root.appending(path: "docs/\(link.1)")
                #expect(FileManager.default.fileExists(atPath: target.path), "\(name): \(link.1)")
            }
        }
    }
}
