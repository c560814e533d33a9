import Foundation

extension WorkflowDefinition: Codable {
    /// Reads a definition strictly: what nobody knows is refused with the path to it.
    package init(json: String) throws(Problem) {
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(json.utf8))
        } catch let problem as Problem {
            throw problem
        } catch let error as DecodingError {
            throw Problem(error)
        } catch {
            throw Problem("", "bad_json", "This cannot be read: \(error)")
        }
    }

    /// The same definition is always the same text: fields in the order of the alphabet, and what is as usual left out.
    package func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    private enum Field: String, CodingKey, CaseIterable {
        case trigger, settings, steps
    }

    package init(from decoder: any Decoder) throws {
        let fields = try Fields<Field>(decoder)
        self.init(
            trigger: try fields.value(.trigger), settings: try fields.value(.settings, or: WorkflowSettings()),
            steps: try fields.value(.steps))
    }

    package func encode(to encoder: any Encoder) throws {
        var written = Written<Field>(encoder)
        try written.put(trigger, .trigger)
        try written.put(settings, .settings, unless: WorkflowSettings())
        try written.put(steps, .steps)
    }
}
