import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

extension Request {
    var isJSON: Bool { headers[.contentType]?.lowercased().contains("json") ?? false }

    /// `user:password` of `Authorization: Basic …`.
    var basicCredentials: String? {
        guard let value = headers[.authorization], value.lowercased().hasPrefix("basic "),
            let data = Data(base64Encoded: String(value.dropFirst(6)))
        else { return nil }
        return String(decoding: data, as: UTF8.self)
    }

    /// The whole body. A body can be read once.
    func text() async throws -> String {
        do {
            return String(buffer: try await body.collect(upTo: 1 << 16))
        } catch is NIOTooManyBytesError {
            throw HTTPError(.contentTooLarge)
        }
    }

    /// What a form or a JSON object says; nothing, when it is neither.
    func fields() async throws -> Fields {
        let text = try await text()
        return isJSON ? Fields(json: text) ?? Fields(form: "") : Fields(form: text)
    }

    /// A browser's form goes back to the page; anybody else gets JSON.
    func done(_ answer: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        let isBrowser = headers[.accept]?.contains("text/html") ?? false
        return isBrowser && !isJSON
            ? Response(status: .seeOther, headers: [.location: "/", .cacheControl: "no-store"])
            : try .json(answer, status: status)
    }
}
