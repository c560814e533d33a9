import Scheduling

extension WorkflowDefinition {
    /// Everything that keeps this definition from being used, in the order of its parts; empty when it can be.
    package func problems(_ known: Known = Known()) -> [Problem] {
        var check = DefinitionCheck(known)
        check.look(at: trigger)
        check.look(at: settings)
        check.look(at: steps, allSteps)
        return check.problems
    }
}

/// Collects what is wrong with a definition, so that all of it is said at once.
struct DefinitionCheck {
    let known: Known
    private(set) var problems: [Problem] = []

    init(_ known: Known) {
        self.known = known
    }

    mutating func fault(_ path: String, _ code: String, _ message: String) {
        problems.append(Problem(path, code, message))
    }

    mutating func look(at trigger: Trigger) {
        look(at: trigger.calendarIDs, in: known.calendarIDs, "trigger.calendars", "calendar")
        look(at: trigger.groupIDs, in: known.groupIDs, "trigger.calendar_groups", "calendar group")
        look(at: trigger.hostIDs, in: known.userIDs, "trigger.hosts", "user")
        for (index, changer) in trigger.changedBy.enumerated() {
            guard case .user(let ids) = changer else { continue }
            look(at: ids, in: known.userIDs, "trigger.changed_by[\(index)].ids", "user")
        }
        for tag in trigger.tags.sorted() { look(atTag: tag, "trigger.tags") }
    }

    mutating func look(at settings: WorkflowSettings) {
        // Any zone will do: whether any time is left hangs on the hours alone.
        let isOpen = settings.window.map { window in
            let quiet = settings.quietHours?.ranges ?? []
            return !quiet.contains { $0.from <= window.hours.from && $0.to >= window.hours.to }
        }
        if isOpen == false {
            fault(
                "settings.quiet_hours", "never_open",
                "The quiet hours cover the whole window, so that no message could go. Change one of them.")
        }
    }

    mutating func look(at ids: Set<String>, in known: Set<String>?, _ path: String, _ what: String) {
        guard let known else { return }
        for id in ids.subtracting(known).sorted() {
            fault(
                path, "unknown_\(what.replacing(" ", with: "_"))",
                "There is no \(what) “\(id)”. Choose another one.")
        }
    }

    mutating func look(atTag tag: String, _ path: String) {
        if tag.allSatisfy(\.isWhitespace) {
            fault(path, "empty", "A tag has no letters. Give it a name.")
        } else if tag.count > 50 {
            fault(path, "too_long", "A tag may have at most 50 characters; this has \(tag.count).")
        }
    }

    /// A text with custom values.
    mutating func look(atText text: String, _ path: String, _ what: String, isRequired: Bool = true) {
        if text.utf8.count > WorkflowLimits.templateBytes {
            fault(
                path, "too_long",
                "\(what) may have at most \(WorkflowLimits.templateBytes) bytes; this has \(text.utf8.count).")
            return
        }
        if isRequired, text.allSatisfy(\.isWhitespace) {
            fault(path, "empty", "\(what) is empty. Write something.")
        }
        let template = Template(text, fields: known.fields)
        for name in template.unknown {
            let nearest = ValueCatalogue.nearest(name, fields: known.fields ?? [])
            let hint = nearest.map { " Did you mean “\($0)”?" } ?? " Choose one of the list."
            fault(path, "unknown_value", "There is no custom value “\(name)”.\(hint)")
        }
        if template.isUnclosed {
            fault(
                path, "unclosed_value",
                "Two braces open a custom value, and nothing closes it. Add two closing braces.")
        }
    }
}
