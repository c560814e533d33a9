import HTTPTypes
import Hummingbird
import Operations
import Scheduling
import Store
import TimeZones

extension Site {
    func addScheduleAPI(to api: RouterGroup<WebContext>) {
        api.get("schedules") { request, _ in try await scheduleList(request) }
        api.post("schedules") { request, _ in try await makeSchedule(request) }
        api.get("schedules/:id") { request, context in
            Response.json(JSONValue(try await schedule(context, of: account(request, .schedules))))
        }
        api.patch("schedules/:id") { try await changeSchedule($0, $1) }
        api.delete("schedules/:id") { request, context in
            let account = try await account(request, .schedules)
            try await verbs.deleteSchedule(try context.parameters.require("id"), in: account)
            return Response.nothing
        }
    }

    /// `GET /api/v1/schedules?user=…`: the account's own and everybody's, or one user's.
    private func scheduleList(_ request: Request) async throws -> Response {
        let account = try await account(request, .schedules)
        let userID = request.query("user")
        let found = try await verbs.store.read { snapshot in
            let members = try snapshot.members(of: account.id).map(\.user.id)
            let shared = userID == nil ? try snapshot.schedules(ofAccount: account.id) : []
            return try members.filter { userID == nil || $0 == userID }
                .reduce(shared) { try $0 + snapshot.schedules(ofUser: $1) }
        }
        return Response.json(JSONValue(["schedules": try found.map { JSONValue(try shown($0)) }]))
    }

    /// `POST /api/v1/schedules`
    private func makeSchedule(_ request: Request) async throws -> Response {
        let account = try await account(request, .schedules)
        let (form, userID, isDefault) = try await request.body { body in
            body.readOnly(["id"])
            return (ScheduleForm(body), body.text("user_id"), body.flag("is_default") ?? false)
        }
        if isDefault { try requireUser(userID) }
        let made = try await renaming(ScheduleForm.otherNames) {
            try await verbs.saveSchedule(form, id: nil, owner: userID.map { .user($0) } ?? .account, in: account)
        }
        if isDefault, let userID { try await verbs.makeDefaultSchedule(made.id, of: userID, in: account) }
        return Response.json(JSONValue(try await schedule(made.id, of: account)), status: .created)
    }

    /// `PATCH /api/v1/schedules/{id}`: what the body does not name stays as it is.
    private func changeSchedule(_ request: Request, _ context: WebContext) async throws -> Response {
        let account = try await account(request, .schedules)
        let shown = try await schedule(context, of: account)
        let current = JSONValue(shown)
        let (form, isDefault) = try await request.patch(of: current) { body in
            body.readOnly(["id", "user_id"], of: current)
            return (ScheduleForm(body), body.flag("is_default") ?? false)
        }
        let stored = shown.schedule
        guard isDefault || !stored.isDefault else {
            throw OperationError.invalid([
                .init("is_default", "read_only", "Make another schedule the default one instead.")
            ])
        }
        if isDefault { try requireUser(stored.userID) }
        _ = try await renaming(ScheduleForm.otherNames) {
            try await verbs.saveSchedule(
                form, id: stored.id, owner: stored.userID.map { .user($0) } ?? .account, in: account)
        }
        if isDefault, !stored.isDefault, let userID = stored.userID {
            try await verbs.makeDefaultSchedule(stored.id, of: userID, in: account)
        }
        return Response.json(JSONValue(try await schedule(stored.id, of: account)))
    }

    private func requireUser(_ userID: String?) throws(OperationError) {
        if userID != nil { return }
        throw .invalid([.init("is_default", "read_only", "Only a user's schedule can be a default one.")])
    }

    private func schedule(_ context: WebContext, of account: Account) async throws -> ShownSchedule {
        try await schedule(try context.parameters.require("id"), of: account)
    }

    /// A schedule of the account, or of one of its members.
    /// - Throws: `not_found`.
    private func schedule(_ id: String, of account: Account) async throws -> ShownSchedule {
        let found = try await verbs.store.read { snapshot -> NamedSchedule? in
            guard let schedule = try snapshot.schedule(id: id) else { return nil }
            guard let userID = schedule.userID else { return schedule.accountID == account.id ? schedule : nil }
            return try snapshot.membership(of: userID, in: account.id) == nil ? nil : schedule
        }
        guard let found else { throw OperationError.notFound("There is no such schedule.") }
        return try shown(found)
    }

    private func shown(_ schedule: NamedSchedule) throws -> ShownSchedule {
        ShownSchedule(schedule: schedule, form: try verbs.scheduleForm(schedule))
    }
}

/// A schedule with its hours read.
struct ShownSchedule {
    let schedule: NamedSchedule
    let form: ScheduleForm
}
