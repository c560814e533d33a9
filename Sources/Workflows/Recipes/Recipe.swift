/// A workflow to begin with.
package struct Recipe: Hashable, Sendable, Identifiable {
    package let id: String
    package let name: String
    /// What it does, on one line.
    package let line: String
    package let definition: WorkflowDefinition
    /// Whether a new account begins with it, turned on.
    package let isOnFromStart: Bool

    init(
        _ id: String, _ name: String, _ line: String, isOnFromStart: Bool = false, _ definition: WorkflowDefinition
    ) {
        (self.id, self.name, self.line) = (id, name, line)
        (self.isOnFromStart, self.definition) = (isOnFromStart, definition)
    }

    /// All of them, in the order of the gallery.
    package static let all = [
        confirmationAndReminders, zoomReminder, classReminder, approvalRequest, internalAlert, rescue,
        noShowFollowUp, reviewRequest,
    ]

    /// The one of that id.
    package static func of(_ id: String) -> Recipe? { all.first { $0.id == id } }
}
