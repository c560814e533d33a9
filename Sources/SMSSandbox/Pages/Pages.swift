import Hummingbird
import HummingbirdCore
import Mustache

/// The sandbox's page.
struct Pages: Sendable {
    private let library: MustacheLibrary

    init() throws {
        var library = MustacheLibrary()
        try library.register(
            String(decoding: PackageResources.phones_mustache, as: UTF8.self), named: "phones")
        self.library = library
    }

    func phones(_ page: PhonesPage) -> Response {
        .html(library.render(page, withTemplate: "phones") ?? "")
    }
}
