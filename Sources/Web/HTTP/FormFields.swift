import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Operations
import Store

/// The fields of a form as they were sent.
struct FormFields {
    private let values: [String: [String]]

    /// No form of ours has more fields: eight weeks of hours, with twelve stretches a day.
    private static let mostFields = 5000

    init(urlEncoded text: String) {
        var values: [String: [String]] = [:]
        for pair in text.split(separator: "&", maxSplits: Self.mostFields) {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            values[Self.plain(parts[0]), default: []].append(parts.count > 1 ? Self.plain(parts[1]) : "")
        }
        self.values = values
    }

    /// The first value of a field; empty when there is none.
    subscript(name: String) -> String { values[name]?.first ?? "" }

    func all(_ name: String) -> [String] { values[name] ?? [] }

    /// Every field there is, each once, in no order.
    var names: some Sequence<String> { values.keys }

    /// What cannot be decoded stays as it was sent.
    private static func plain(_ text: Substring) -> String {
        let spaced = String(text).replacing("+", with: " ")
        return spaced.removingPercentEncoding ?? spaced
    }
}

extension Request {
    /// Longer than any form of ours with every field full.
    private static let longestBody = 256 << 10

    /// The bytes of the body.
    /// - Parameter limit: bytes.
    /// - Throws: `too_long`.
    func bodyBytes(upTo limit: Int = Self.longestBody) async throws -> ByteBuffer {
        var request = self
        do {
            return try await request.collectBody(upTo: limit)
        } catch let error as HTTPError where error.status == .contentTooLarge {
            throw Self.tooLong(limit)
        } catch is NIOTooManyBytesError {
            throw Self.tooLong(limit)
        }
    }

    func form(upTo limit: Int = Self.longestBody) async throws -> FormFields {
        FormFields(urlEncoded: String(buffer: try await bodyBytes(upTo: limit)))
    }

    /// The form of a page behind a session, with the session's own token in it.
    /// - Throws: `stale_form` without that token.
    func form(_ context: WebContext, upTo limit: Int = Self.longestBody) async throws -> FormFields {
        let fields = try await form(upTo: limit)
        guard ConstantTime.equal(fields["csrf"].utf8, try context.signedInPerson().csrf.utf8) else {
            throw Self.staleForm
        }
        return fields
    }

    /// What is no form brings the session's token in a header.
    /// - Throws: `stale_form` without it.
    func requireToken(_ context: WebContext) throws {
        let sent = HTTPField.Name("x-csrf").flatMap { headers[$0] } ?? ""
        guard ConstantTime.equal(sent.utf8, try context.signedInPerson().csrf.utf8) else { throw Self.staleForm }
    }

    static let staleForm = OperationError(
        .forbidden, "stale_form",
        "This page is out of date: you have signed in anew or switched accounts since. Nothing has been changed. Open "
            + "it again, and send the form.")

    /// A parameter of the query; nil when it is absent or empty.
    func query(_ name: String) -> String? {
        uri.queryParameters.get(name).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Words of the query as a form sends them, where a space is a plus; empty when absent.
    func words(_ name: String) -> String {
        String(FormFields(urlEncoded: uri.query ?? "")[name].prefix(200))
    }

    private static func tooLong(_ limit: Int) -> OperationError {
        let size = limit >= 1 << 20 ? "\(limit >> 20) MB" : "\(limit >> 10) KB"
        return OperationError(.invalid, "too_long", "This is more than the \(size) that are taken at once.")
    }
}
