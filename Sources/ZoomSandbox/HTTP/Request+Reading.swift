import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

extension Request {
    /// The fields of the query string.
    var queryFields: FormFields { FormFields(uri.query ?? "") }

    /// The token of `Authorization: Bearer …`; Zoom takes it from nowhere else.
    var bearerToken: String? { credentials(scheme: "bearer ") }

    /// The base64 of `Authorization: Basic …`.
    var basicCredentials: String? { credentials(scheme: "basic ") }

    var isJSON: Bool { headers[.contentType]?.lowercased().contains("json") ?? false }

    /// The whole body. A body can be read once.
    func bodyText() async throws -> String {
        do {
            return String(buffer: try await body.collect(upTo: 1 << 20))
        } catch is NIOTooManyBytesError {
            throw HTTPError(.contentTooLarge)
        }
    }

    /// Query and form together: Zoom's token endpoint takes its parameters from either.
    func allFields() async throws -> FormFields {
        queryFields.merging(FormFields(try await bodyText()))
    }

    /// The body as a JSON object, or Zoom's complaint.
    func jsonObject() async throws -> [String: JSONValue] {
        guard let object = JSONValue(json: try await bodyText())?.object else {
            throw ZoomError(.badRequest, 300, "Request Body should be a valid JSON object.")
        }
        return object
    }

    /// What a page's form or a test's JSON says, by field name.
    func formOrJSON() async throws -> [String: JSONValue] {
        let text = try await bodyText()
        if isJSON { return JSONValue(json: text)?.object ?? [:] }
        return FormFields(text).values.filter { !$0.value.isEmpty }.mapValues { .string($0) }
    }

    private func credentials(scheme: String) -> String? {
        guard let value = headers[.authorization], value.lowercased().hasPrefix(scheme) else { return nil }
        return String(value.dropFirst(scheme.count))
    }
}
