import HTTPTypes
import Hummingbird
import Operations
import Store
import TimeZones

extension Site {
    func addAgencyPeople(to agency: AppRoutes) {
        agency.get("people", for: .agency) { request, context in
            let person = try context.signedInPerson()
            let page = try await peoplePage(of: person)
            let notice = request.query("done").flatMap(TeamPage.notice)
            return try renderer.page(
                "people", Page(title: "Team", page, person: person, on: .people, notice: notice))
        }
        addAgencyInvitations(to: agency)
        agency.get("people/:id", for: .agencyAdmins) { request, context in
            try await personPage(request, context)
        }
        agency.post("people/:id/role", for: .agencyAdmins) { request, context in
            try await changing(request, context, done: "role") { fields, id, asker in
                try await verbs.setAgencyRole(AgencyRole(rawValue: fields["role"]), of: id, by: asker)
            }
        }
        agency.post("people/:id/accounts", for: .agencyAdmins) { request, context in
            try await changing(request, context, done: "account") { fields, id, asker in
                try await verbs.setMembership(
                    of: id, in: fields["account"], to: MembershipForm(fields), by: asker)
            }
        }
        agency.post("people/:id/accounts/:account/remove", for: .agencyAdmins) { request, context in
            let account = try context.parameters.require("account")
            return try await changing(request, context, done: "removed") { _, id, asker in
                try await verbs.endMembership(of: id, in: account, by: asker)
            }
        }
        addComingAndGoing(to: agency)
    }

    /// Deleting and restoring somebody, and working as them for a while.
    private func addComingAndGoing(to agency: AppRoutes) {
        agency.post("people/:id/delete", for: .agencyAdmins) { request, context in
            try await changing(request, context, done: "deleted") { _, id, asker in
                try await verbs.deleteUser(id, by: asker)
            }
        }
        agency.post("people/:id/restore", for: .agencyAdmins) { request, context in
            _ = try await request.form(context)
            do {
                let id = try context.parameters.require("id")
                let user = try await verbs.restoreUser(id, by: try asker(request, context))
                return Response.seeOther("/agency/people/\(user.id)?done=restored")
            } catch let error as OperationError where error.kind == .conflict {
                return try await personPage(request, context, error: error)
            }
        }
        agency.post("people/:id/log-in-as", for: .agencyAdmins) { request, context in
            _ = try await request.form(context)
            let id = try context.parameters.require("id")
            do {
                try await verbs.logIn(as: id, by: try asker(request, context))
                return Response.seeOther("/app/appointments")
            } catch let error as OperationError where error.kind == .forbidden {
                return try await personPage(request, context, error: error)
            }
        }
    }

    private func peoplePage(of person: Person) async throws -> PeoplePage {
        let (agency, now) = (try agency(person), verbs.now)
        let (people, invitations, accounts) = try await verbs.store.read {
            (
                try $0.people(ofAgency: agency.id),
                person.isAgencyAdmin ? try $0.invitations(ofAgency: agency.id, at: now) : [],
                try $0.accounts(ofAgency: agency.id).map(\.account)
            )
        }
        let dates = Dates(zone: try verbs.zones.zone(person.user.zone))
        return PeoplePage(
            people, isAdmin: person.isAgencyAdmin, you: person.user.id,
            invited: InvitationList(invitations, accounts: accounts, dates: dates, path: "/agency/invitations"))
    }

    /// Carries a form of a person's page out, or shows the page with why not.
    private func changing(
        _ request: Request, _ context: WebContext, done: String,
        _ body: (FormFields, String, Asker) async throws -> Void
    ) async throws -> Response {
        let fields = try await request.form(context)
        let id = try context.parameters.require("id")
        do {
            let asker = try asker(request, context)
            try await body(fields, id, asker)
            let agency = try agency(asker.person)
            let isLeft = try await verbs.store.read { try $0.person(id, ofAgency: agency.id) != nil }
            return .seeOther(isLeft ? "/agency/people/\(id)?done=\(done)" : "/agency/people?done=removed")
        } catch let error as OperationError where error.kind == .conflict {
            return try await personPage(request, context, error: error)
        }
    }

    private func personPage(
        _ request: Request, _ context: WebContext, error: OperationError? = nil
    ) async throws -> Response {
        let asking = try context.signedInPerson()
        let agency = try agency(asking)
        let id = try context.parameters.require("id")
        let (person, rows) = try await verbs.store.read { snapshot in
            (
                try snapshot.person(id, ofAgency: agency.id),
                try snapshot.accounts(ofAgency: agency.id).map {
                    ($0.account, try snapshot.membership(of: id, in: $0.account.id))
                }
            )
        }
        guard let person else { throw OperationError.notFound("There is nobody of that kind in this agency.") }
        let page = PersonPage(person, rows, isYou: id == asking.user.id)
        let notice =
            error.map { Notice("bad", $0.message) } ?? request.query("done").flatMap(PersonPage.notice)
        return try renderer.page(
            "person", Page(title: person.user.name, page, person: asking, on: .people, notice: notice),
            status: error?.status ?? .ok)
    }
}

struct PeoplePage {
    struct Row {
        let href: String?
        let initials: String
        let personName: String
        let personEmail: String
        let roleLabel: String?
        let accountsText: String
        let isYou: Bool
        let isDeleted: Bool
    }

    let people: [Row]
    let canInvite: Bool
    let invited: InvitationList?

    init(_ people: [AgencyPerson], isAdmin: Bool, you: String, invited: InvitationList?) {
        (canInvite, self.invited) = (isAdmin, invited)
        self.people = people.map { person in
            Row(
                href: isAdmin ? "/agency/people/\(person.user.id)" : nil, initials: Initials.of(person.user.name),
                personName: person.user.name, personEmail: person.user.email, roleLabel: person.role?.label,
                accountsText: person.accounts == 1 ? "1 account" : "\(person.accounts) accounts",
                isYou: person.user.id == you, isDeleted: person.deletedAt != nil)
        }
    }
}

extension AgencyRole {
    var label: String { self == .admin ? "Agency admin" : "Agency user" }
}

struct PersonPage {
    struct Place {
        let accountID: String
        let accountTitle: String
        let roleText: String
        let changeInput: Input
        let isLimitedMember: Bool
        let removeAction: String
    }

    struct Adding {
        let accountInput: Input
        let roleInput: Input
    }

    let personName: String
    let personEmail: String
    let initials: String
    let action: String
    let agencyInput: Input
    let isDeleted: Bool
    let hasPlaces: Bool
    let places: [Place]
    /// Absent when there is no account left to be added to.
    let adding: Adding?
    /// Absent for oneself and for admins, who are nobody's to be.
    let logInAs: String?
    /// Absent for oneself, and for who is deleted already.
    let deleteAction: String?
    let restoreAction: String?

    init(_ person: AgencyPerson, _ rows: [(Account, Member?)], isYou: Bool) {
        personName = person.user.name
        personEmail = person.user.email
        initials = Initials.of(person.user.name)
        let path = "/agency/people/\(person.user.id)"
        action = path
        isDeleted = person.deletedAt != nil
        agencyInput = .menu(
            "role", "In the agency itself",
            [("", "Not of the agency itself"), ("user", "Agency user"), ("admin", "Agency admin")],
            chosen: person.role?.rawValue ?? "")
        places = rows.compactMap { account, member in
            member.map { member in
                Place(
                    accountID: account.id, accountTitle: account.name, roleText: member.roleText,
                    changeInput: Self.roleInput(chosen: member.role), isLimitedMember: member.isLimited,
                    removeAction: "\(path)/accounts/\(account.id)/remove")
            }
        }
        hasPlaces = !places.isEmpty
        let others = rows.filter { $0.1 == nil }.map(\.0)
        adding = (isDeleted ? nil : others.first).map { first in
            Adding(
                accountInput: .menu("account", "Account", others.map { ($0.id, $0.name) }, chosen: first.id),
                roleInput: Self.roleInput(chosen: .user))
        }
        deleteAction = isYou || isDeleted ? nil : "\(path)/delete"
        restoreAction = isDeleted ? "\(path)/restore" : nil
        logInAs = isYou || isDeleted || person.role == .admin ? nil : "\(path)/log-in-as"
    }

    private static func roleInput(chosen: Role) -> Input {
        .menu("role", "Role", [("user", "User"), ("admin", "Admin")], chosen: chosen.rawValue)
    }

    static func notice(_ word: String) -> Notice? {
        switch word {
        case "role", "account": Notice("ok", "Saved.")
        case "removed": Notice("ok", "Removed from the account.")
        case "deleted": Notice("ok", "Deleted. They are signed out and off all calendars.")
        case "restored":
            Notice(
                "ok",
                "Restored as a new user, and sent a link to set a password by. A Zoom account that was connected before is still tied to the former one."
            )
        default: nil
        }
    }
}

extension Member {
    /// `Admin`, `User`, or `User, assigned data only`.
    var roleText: String { role == .admin ? "Admin" : isLimited ? "User, assigned data only" : "User" }
}
