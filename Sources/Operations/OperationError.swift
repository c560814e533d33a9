package import Scheduling

/// Why a verb was not carried out: what happened, to what, and what to do.
package struct OperationError: Error, Hashable, CustomStringConvertible {
    /// How the caller should take it.
    package enum Kind: Hashable, Sendable {
        case invalid, conflict, notFound, forbidden, throttled, unavailable
    }

    /// One field that is wrong.
    package struct Field: Hashable, Sendable {
        package let name: String
        package let code: String
        package let message: String

        package init(_ name: String, _ code: String, _ message: String) {
            self.name = name
            self.code = code
            self.message = message
        }
    }

    package let kind: Kind
    /// A word for programs, such as `slot_taken`.
    package let code: String
    package let message: String
    package let fields: [Field]
    /// Free slots near the one that could not be had.
    package let nearest: [Interval]

    package init(_ kind: Kind, _ code: String, _ message: String, fields: [Field] = [], nearest: [Interval] = []) {
        self.kind = kind
        self.code = code
        self.message = message
        self.fields = fields
        self.nearest = nearest
    }

    /// Bad input: the fields say what is wrong with each.
    package static func invalid(_ fields: [Field]) -> OperationError {
        OperationError(
            .invalid, fields.first?.code ?? "invalid", fields.first?.message ?? "Something is missing.",
            fields: fields)
    }

    /// There is nothing there, or nothing for whoever asks.
    package static func notFound(_ what: String) -> OperationError {
        OperationError(.notFound, "not_found", what)
    }

    /// All of it, for a terminal or a log.
    package var description: String {
        fields.isEmpty ? message : fields.map { "\($0.name): \($0.message)" }.joined(separator: "\n")
    }
}
