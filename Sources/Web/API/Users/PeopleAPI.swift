import HTTPTypes
import Hummingbird
import Operations
import Store

extension Site {
    /// Everybody of the agency and its accounts, and what they are in each.
    func addPeopleAPI(to people: RouterGroup<WebContext>) {
        people.get { request, context in
            let agency = try await keyHolder(request, context, .agency).agency
            let found = try await verbs.store.read { snapshot in
                let places = try snapshot.memberships(inAgency: agency.id)
                return try snapshot.people(ofAgency: agency.id).map { JSONValue($0, places[$0.user.id] ?? []) }
            }
            return Response.json(JSONValue(["people": found]))
        }
        people.get(":id") { request, context in
            Response.json(try await person(context, of: keyHolder(request, context, .agency)))
        }
        people.patch(":id") { request, context in
            let holder = try await keyHolder(request, context, .agency)
            let current = try await person(context, of: holder)
            let role: PlaceInAgency? = try await request.patch(of: current) { body in
                body.readOnly(current.members.keys.filter { $0 != "agency_role" }.sorted(), of: current)
                return body.word("agency_role")
            }
            try await verbs.setAgencyRole(
                role?.role, of: try context.parameters.require("id"), by: holder)
            return Response.json(try await person(context, of: holder))
        }
        people.delete(":id") { request, context in
            let holder = try await keyHolder(request, context, .agency)
            try await verbs.deleteUser(try context.parameters.require("id"), by: holder)
            return Response(status: .noContent)
        }
        people.post(":id/restore") { request, context in
            let holder = try await keyHolder(request, context, .agency)
            let user = try await verbs.restoreUser(try context.parameters.require("id"), by: holder)
            return Response.json(try await person(user.id, of: holder), status: .created)
        }
        addPlacesAPI(to: people.group(":id/accounts/:account"))
    }

    private func addPlacesAPI(to places: RouterGroup<WebContext>) {
        places.put { request, context in
            let holder = try await keyHolder(request, context, .agency)
            let form = try await request.body(isOptional: true) { MembershipForm($0) }
            try await verbs.setMembership(
                of: try context.parameters.require("id"), in: try context.parameters.require("account"), to: form,
                by: holder)
            return Response.json(try await person(context, of: holder))
        }
        places.delete { request, context in
            let holder = try await keyHolder(request, context, .agency)
            try await verbs.endMembership(
                of: try context.parameters.require("id"), in: try context.parameters.require("account"),
                by: holder)
            return Response(status: .noContent)
        }
    }

    private func person(_ context: WebContext, of holder: KeyHolder) async throws -> JSONValue {
        try await person(try context.parameters.require("id"), of: holder)
    }

    private func person(_ id: String, of holder: KeyHolder) async throws -> JSONValue {
        let found = try await verbs.store.read { snapshot in
            try snapshot.person(id, ofAgency: holder.agency.id).map {
                JSONValue($0, try snapshot.memberships(of: $0.user.id, inAgency: holder.agency.id)[id] ?? [])
            }
        }
        guard let found else { throw OperationError.notFound("There is nobody of that kind in this agency.") }
        return found
    }
}

/// What somebody is in the agency itself; nothing for who belongs to accounts only.
enum PlaceInAgency: String, CaseIterable {
    case admin, user, none

    init(_ role: AgencyRole?) {
        self =
            switch role {
            case .admin: .admin
            case .user: .user
            case nil: .none
            }
    }

    var role: AgencyRole? { AgencyRole(rawValue: rawValue) }
}

extension MembershipForm {
    init(_ body: BodyFields) {
        self.init(role: body.word("role") ?? .user, isLimited: body.flag("is_limited") ?? false)
    }
}

extension JSONValue {
    fileprivate init(_ person: AgencyPerson, _ places: [AgencyPlace]) {
        self.init([
            "id": person.user.id, "name": person.user.name, "email": person.user.email,
            "timezone": person.user.zone, "agency_role": PlaceInAgency(person.role).rawValue,
            "deleted_at": person.deletedAt,
            "accounts": places.map {
                JSONValue(["account": $0.accountID, "role": $0.role.rawValue, "is_limited": $0.isLimited])
            },
        ])
    }
}
