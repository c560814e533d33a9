import Foundation
import Hummingbird
import HummingbirdCore

/// The API's list of what a host has within a day.
struct UpcomingRoutes: Sendable {
    let sandbox: Sandbox

    func add(to router: Router<BasicRequestContext>) {
        router.get("/v2/users/:user/upcoming_meetings", use: list)
    }

    @Sendable private func list(request: Request, context: BasicRequestContext) async throws -> Response {
        let user = try context.parameters.require("user")
        let scope = "meeting:read:list_upcoming_meetings"
        do {
            let host = try await sandbox.user(user, token: request.bearerToken, scope: scope)
            return .json(await sandbox.listUpcoming(by: host))
        } catch let error as ZoomError where error.code == 1001 {
            throw ZoomError.noUserWithUpcoming(error)
        }
    }
}

extension Sandbox {
    /// The host's own meetings of the next 24 hours by their start, a recurring one once for each time.
    func listUpcoming(by host: Person) -> JSONValue {
        let now = self.now()
        let day = DateInterval(start: now, duration: 86_400)
        let found = contents.meetings(of: host.id)
            .filter { $0.isAlive(at: now) && $0.type.isListed }
            .flatMap { meeting in meeting.starts(within: day).map { (meeting, $0) } }
            .sorted { $0.1 < $1.1 }
        return [
            "total_records": .number(found.count),
            "meetings": .array(found.map { $0.0.upcoming(at: $0.1, base: base) }),
        ]
    }
}

extension Meeting {
    /// When it begins within a time, or did and is not over.
    fileprivate func starts(within time: DateInterval) -> [Date] {
        let starts: [Date]
        switch type {
        case .recurringWithoutTime: starts = []
        case .recurring: starts = occurrences.filter { !$0.isDeleted }.map(\.start)
        default: starts = [start]
        }
        let length = TimeInterval(duration * 60)
        return starts.filter { $0 < time.end && $0.addingTimeInterval(length) > time.start }
    }

    fileprivate func upcoming(at start: Date, base: String) -> JSONValue {
        [
            "id": .int(id), "topic": .string(topic), "type": .number(type.rawValue),
            "start_time": .string(start.zoomText), "duration": .number(duration), "timezone": .string(timezone),
            "created_at": .string(createdAt.zoomText), "join_url": .string(joinURL(base: base)),
            "passcode": .string(password), "use_pmi": .bool(setting("use_pmi")), "is_host": true,
        ]
    }
}
