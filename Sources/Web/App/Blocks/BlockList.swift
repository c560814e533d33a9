import Operations
import Scheduling
import Store
import TimeZones

/// Blocked time, and what is booked in a stretch of it.
struct BlockList {
    struct Row {
        let blockWhen: String
        let blockLabel: String
        let blockKind: String
        let canRemove: Bool
        let removeAction: String
    }

    let hasBlocks: Bool
    let blocks: [Row]

    init(_ blocks: [Block], _ dates: Dates, path: String, canEdit: Bool) {
        hasBlocks = !blocks.isEmpty
        self.blocks = blocks.map { block in
            Row(
                blockWhen: Self.when(block, dates), blockLabel: block.label,
                blockKind: block.kind == .timeOff ? "Time off" : block.kind == .external ? "Elsewhere" : "Blocked",
                canRemove: canEdit && block.kind != .external, removeAction: "\(path)/\(block.id)/delete")
        }
    }

    /// `Thu 24 Dec 2026 – Fri 1 Jan 2027`, `Tue 1 Dec 2026, 09:00–12:00`
    static func when(_ block: Block, _ dates: Dates) -> String {
        if let first = block.firstDate, let last = block.lastDate {
            return first == last ? day(first) : "\(day(first)) – \(day(last))"
        }
        let (start, end) = (dates.zone.civil(at: block.interval.start), dates.zone.civil(at: block.interval.end))
        return start.date == end.date
            ? "\(day(start.date)), \(start.clock)–\(end.clock)"
            : "\(day(start.date)), \(start.clock) – \(day(end.date)), \(end.clock)"
    }

    private static func day(_ date: CivilDate) -> String { "\(Dates.shortDay(date)) \(date.year)" }
}

/// The form of a block as it was typed: whole days, or from one time to another.
struct BlockInputs {
    let isTimes: Bool
    let isDays: Bool
    let firstInput: Input
    let lastInput: Input
    let fromInput: Input
    let toInput: Input
    let labelInput: Input

    init(_ fields: FormFields?, error: OperationError?) {
        func typed(_ name: String) -> String { fields?[name] ?? "" }
        func fault(_ name: String) -> String? { error?.message(of: name) }
        isTimes = typed("span") == "times"
        isDays = !isTimes
        firstInput = .line(
            "first", "First day", typed("first"), type: "date", error: isDays ? fault("start") : nil)
        // One whole day has no last one: its own absence is no mistake.
        let lastFault = isDays && !typed("last").isEmpty ? fault("end") : nil
        lastInput = Input.line("last", "Last day", typed("last"), type: "date", error: lastFault).optional()
        fromInput = .line(
            "from", "From", typed("from"), type: "datetime-local", error: isTimes ? fault("start") : nil)
        toInput = .line("to", "To", typed("to"), type: "datetime-local", error: isTimes ? fault("end") : nil)
        labelInput = Input.line("label", "What for", typed("label"), error: fault("label")).optional()
            .hint("Only staff see it.")
    }
}

extension BlockForm {
    init(_ fields: FormFields, owner: String, kind: Block.Kind) {
        let isTimes = fields["span"] == "times"
        self.init(
            owner: owner, kind: kind.rawValue, start: fields[isTimes ? "from" : "first"],
            end: fields[isTimes ? "to" : "last"], label: fields["label"])
    }
}

/// An appointment that lies in time that was blocked after it was booked.
struct Conflict {
    let conflictHref: String
    let conflictWho: String
    let conflictWhen: String

    init(_ appointment: Appointment, _ dates: Dates) {
        conflictHref = "/app/appointments/\(appointment.id)"
        conflictWho = appointment.guest.name
        conflictWhen =
            "\(Dates.shortDay(dates.zone.civil(at: appointment.interval.start).date)), "
            + dates.clocks(appointment.interval)
    }
}
