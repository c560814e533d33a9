import Scheduling
import Store
import TimeZones

extension Verbs {
    /// Runs what takes a slot, and turns a refusal or a wall of the database into an answer.
    /// - Parameters:
    ///   - duration: minutes; nil for the calendar's first.
    ///   - meetingID: a meeting whose own time counts as free.
    ///   - calendar: where other slots are looked for.
    func refusing<Value>(
        _ start: Instant, duration: Int? = nil, excluding meetingID: String? = nil,
        _ body: () async throws -> Value, calendar: () async throws -> OpenCalendar
    ) async throws -> Value {
        do {
            return try await body()
        } catch let refusal as Refusal {
            throw try await operationError(
                refusal, start: start, duration: duration, calendar(), excluding: meetingID)
        } catch StoreError.overlap {
            throw try await operationError(
                .slotTaken, start: start, duration: duration, calendar(), excluding: meetingID)
        } catch StoreError.full {
            throw try await operationError(
                .noSeats, start: start, duration: duration, calendar(), excluding: meetingID)
        }
    }

    /// Turns a refusal into an answer; when a slot is taken it names others.
    private func operationError(
        _ refusal: Refusal, start: Instant, duration: Int?, _ open: OpenCalendar, excluding meetingID: String?
    ) async throws -> OperationError {
        guard [.slotTaken, .noSeats, .connection, .dayLimit, .weekLimit, .monthLimit].contains(refusal) else {
            let field = refusal == .duration ? "duration" : "start"
            return .invalid([.init(field, refusal.rawValue, refusal.message)])
        }
        let minutes = duration.flatMap { open.calendar.rules.durations.contains($0) ? $0 : nil }
        let nearest = try await nearestSlots(
            to: start, of: open, duration: minutes ?? open.calendar.rules.duration, excluding: meetingID)
        return OperationError(.conflict, refusal.rawValue, refusal.message, nearest: nearest)
    }
}
