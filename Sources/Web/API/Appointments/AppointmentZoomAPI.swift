import Hummingbird
import Operations
import Store

extension Site {
    func addAppointmentZoomAPI(to api: RouterGroup<WebContext>) {
        api.get("appointments/:id/zoom") { request, context in
            let view = try await appointment(context, of: account(request, .appointments))
            return Response.json(JSONValue(try await verbs.compareRoom(view)))
        }
    }
}

extension JSONValue {
    /// What Zoom should hold beside what it holds; of the guests' ways no more than their kind.
    fileprivate init(_ comparison: RoomComparison) {
        let room = comparison.room
        self.init([
            "state": room.state.rawValue, "meeting": room.zoomID, "problem": room.problem,
            "problem_code": room.problemCode, "seen_at": comparison.seenAt,
            "desired": Self.object(comparison.lines) { $0.wanted },
            "actual": Self.object(comparison.lines) { $0.held },
            "differences": comparison.differences.map {
                JSONValue(["name": $0.aspect.rawValue, "reason": $0.difference?.rawValue])
            },
            "guests": comparison.guests.map {
                JSONValue(["name": $0.name, "way": $0.kind.rawValue, "expires_at": $0.expiresAt])
            },
            "calls": comparison.calls.map { JSONValue($0) },
        ])
    }

    private static func object(
        _ lines: [RoomComparison.Line], _ value: (RoomComparison.Line) -> RoomComparison.Value?
    ) -> JSONValue {
        .object(
            Dictionary(lines.map { ($0.aspect.rawValue, value($0).map { JSONValue($0) } ?? .null) }) { first, _ in
                first
            })
    }

    private init(_ value: RoomComparison.Value) {
        self =
            switch value {
            case .flag(let flag): .flag(flag)
            case .moment(let moment): moment.jsonValue
            case .minutes(let minutes): minutes.jsonValue
            case .text(let text): .text(text)
            }
    }
}
