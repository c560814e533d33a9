import HTTPTypes
import Hummingbird
import Operations
import Scheduling
import Store
import TimeZones

extension Site {
    func addBlockAPI(to api: RouterGroup<WebContext>) {
        api.get("blocks") { request, _ in try await blockList(request) }
        api.post("blocks") { request, _ in try await makeBlock(request) }
        api.get("blocks/:id") { request, context in
            let account = try await account(request, .schedules)
            let id = try context.parameters.require("id")
            let found = try await verbs.store.read { try $0.block(id: id, of: account.id) }
            guard let found else { throw OperationError.notFound("There is no such block.") }
            return Response.json(JSONValue(found))
        }
        api.delete("blocks/:id") { request, context in
            let account = try await account(request, .schedules)
            try await verbs.deleteBlock(try context.parameters.require("id"), in: account)
            return Response.nothing
        }
    }

    /// `GET /api/v1/blocks?user=…&calendar=…&from=…`: those that are not over at `from`, or now, nearest first.
    private func blockList(_ request: Request) async throws -> Response {
        let account = try await account(request, .schedules)
        let from = try request.moment("from", in: zone(of: request, in: account)) ?? verbs.now
        let owner = request.query("user") ?? request.query("calendar")
        let found = try await verbs.store.read { try $0.blocks(ofAccount: account.id, endingAfter: from) }
        let list = found.filter { owner == nil || $0.ownerID == owner }
        return Response.json(JSONValue(["blocks": list.map { JSONValue($0) }]))
    }

    /// `POST /api/v1/blocks`
    private func makeBlock(_ request: Request) async throws -> Response {
        let account = try await account(request, .schedules)
        let form = try await request.body { body in
            body.readOnly(["id", "first_date", "last_date", "created_by", "created_at"])
            let owners = [body.text("user_id"), body.text("calendar_id")].compactMap(\.self)
            if owners.count > 1 {
                body.fault("calendar_id", "bad_owner", "Block a user or a calendar, not both at once.")
            }
            return BlockForm(
                owner: owners.first ?? "", kind: body.text("kind") ?? Block.Kind.blocked.rawValue,
                start: body.text("start") ?? "", end: body.text("end") ?? "", label: body.text("label") ?? "")
        }
        let owner = form.owner.hasPrefix("cal_") ? "calendar_id" : "user_id"
        return try await renaming(["owner": owner]) {
            let (block, conflicts) = try await verbs.saveBlock(form, by: Self.keyHolder, in: account)
            let lines = conflicts.map { appointment in
                JSONValue(appointment.interval).adding("id", appointment.id)
                    .adding("status", appointment.status.rawValue)
            }
            return Response.json(JSONValue(block).adding("conflicts", lines), status: .created)
        }
    }
}

extension JSONValue {
    init(_ block: Block) {
        let isCalendar = block.ownerID.hasPrefix("cal_")
        self.init([
            "id": block.id, "kind": block.kind.rawValue, "user_id": isCalendar ? nil : block.ownerID,
            "calendar_id": isCalendar ? block.ownerID : nil, "start": block.interval.start,
            "end": block.interval.end, "first_date": block.firstDate, "last_date": block.lastDate,
            "label": block.label, "created_by": block.createdBy, "created_at": block.createdAt,
        ])
    }
}
