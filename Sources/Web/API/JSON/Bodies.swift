import HTTPTypes
import Hummingbird
import NIOCore
import Operations
import Scheduling
import TimeZones

extension Request {
    /// Reads the object of a body.
    /// - Parameters:
    ///   - isOptional: takes no body for an empty object.
    ///   - lenient: lets members pass that nobody has asked for.
    /// - Throws: `bad_json`, with the path of what is of the wrong type; `unknown_field`; `too_long`.
    func body<Value>(
        isOptional: Bool = false, lenient: Bool = false, _ read: (BodyFields) throws -> Value
    ) async throws -> Value {
        let fields = BodyFields(try await jsonObject(isOptional: isOptional))
        let value = try read(fields)
        try fields.finish(lenient: lenient)
        return value
    }

    /// Reads the object of a body as changes to an object: what it does not name stays as it is.
    func patch<Value>(of current: JSONValue, _ read: (BodyFields) throws -> Value) async throws -> Value {
        let fields = BodyFields(current.merging(try await jsonObject()))
        let value = try read(fields)
        try fields.finish()
        return value
    }

    private func jsonObject(isOptional: Bool = false) async throws -> JSONValue {
        let bytes = try await bodyBytes()
        if isOptional, bytes.readableBytes == 0 { return .object([:]) }
        guard let value = JSONValue(document: bytes.readableBytesView) else {
            throw OperationError(
                .invalid, "bad_json", "The body must be JSON, such as {\"start\":\"2026-12-01T08:00:00Z\", …}.")
        }
        guard case .object = value else {
            throw OperationError(.invalid, "bad_json", "The body must be a JSON object.")
        }
        return value
    }

    /// The caller's own name for a submission; nil when there is none.
    var idempotencyKey: String? {
        let sent = HTTPField.Name("idempotency-key").flatMap { headers[$0] }
        return sent.flatMap { $0.isEmpty ? nil : $0 }
    }
}

extension Request {
    /// A whole number of the query; nil when it is absent.
    /// - Throws: `bad_number` at the parameter.
    func integer(_ name: String) throws(OperationError) -> Int? {
        guard let text = query(name) else { return nil }
        if let number = Int(text) { return number }
        throw .invalid([.init(name, "bad_number", "“\(name)” must be a whole number.")])
    }

    /// A word of an enumeration in the query; nil when it is absent.
    /// - Throws: `unknown_choice` at the parameter.
    func word<Word: RawRepresentable & CaseIterable>(_ name: String) throws(OperationError) -> Word?
    where Word.RawValue == String {
        guard let text = query(name) else { return nil }
        if let word = Word(rawValue: text) { return word }
        let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
        throw .invalid([.init(name, "unknown_choice", "“\(name)” must be one of \(words).")])
    }

    /// A moment of the query, RFC 3339 or a reading of the clocks of a zone; nil when it is absent.
    /// - Throws: as `Instant.bookingStart`, at the parameter.
    func moment(_ name: String, in zone: Zone) throws(OperationError) -> Instant? {
        guard let text = query(name) else { return nil }
        return try Instant.reading(text, of: name, in: zone)
    }
}

extension Instant {
    /// As `bookingStart`, with its faults at another field.
    static func reading(_ text: String, of field: String, in zone: Zone) throws(OperationError) -> Instant {
        do throws(OperationError) {
            return try bookingStart(text, in: zone)
        } catch {
            throw error.renamed { _ in field }
        }
    }
}

extension Response {
    /// An answer for programs.
    static func json(_ value: JSONValue, status: HTTPResponse.Status = .ok) -> Response {
        Response.json(document: value.document, status: status)
    }

    /// Done, and nothing to tell.
    static var nothing: Response { Response(status: .noContent, headers: [.cacheControl: "no-store"]) }

    /// What went wrong, as the API answers it.
    static func problem(_ error: OperationError) -> Response {
        Response.json(JSONValue(problem: error), status: error.status)
    }
}

extension JSONValue {
    /// The codes that name other slots, even when there are none.
    private static let taken = [
        "slot_taken", "no_seats", "connection", "day_limit", "week_limit", "month_limit",
    ]

    init(problem error: OperationError) {
        var problem = JSONValue(["code": error.code, "message": error.message])
        if let first = error.fields.first {
            let fields = error.fields.map {
                JSONValue(["field": $0.name, "code": $0.code, "message": $0.message])
            }
            problem = problem.adding("field", first.name).adding("fields", fields)
        }
        if !error.nearest.isEmpty || error.kind == .conflict && Self.taken.contains(error.code) {
            problem = problem.adding("nearest", error.nearest.map(JSONValue.init))
        }
        self = problem
    }

    init(_ interval: Interval) {
        self.init(["start": interval.start, "end": interval.end])
    }
}

extension OperationError {
    /// With the fields named as in the body that was sent.
    func renamed(_ name: (String) -> String) -> OperationError {
        let fields = fields.map { Field(name($0.name), $0.code, $0.message) }
        return OperationError(kind, code, message, fields: fields, nearest: nearest)
    }
}

/// Runs a verb, and names the fields of its faults as in the body that was sent.
func renaming<Value>(
    _ name: (String) -> String, _ body: () async throws -> Value
) async throws -> Value {
    do {
        return try await body()
    } catch let error as OperationError {
        throw error.renamed(name)
    }
}

/// As above, by the names that differ.
func renaming<Value>(
    _ names: [String: String], _ body: () async throws -> Value
) async throws -> Value {
    try await renaming({ names[$0] ?? $0 }, body)
}
