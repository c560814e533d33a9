import HTTPTypes
import Hummingbird
import Operations
import Store

extension Site {
    /// The pages of the agency: its accounts, its people, and what was done to them.
    func addAgency(to agency: AppRoutes) {
        agency.get(for: .agency) { request, context in
            let person = try context.signedInPerson()
            let notice = request.query("done").flatMap(Self.accountNotice)
            return try renderer.page(
                "agency",
                Page(
                    title: "Accounts", try await agencyPage(of: person), person: person, on: .accounts,
                    notice: notice))
        }
        agency.get("accounts/new", for: .agencyAdmins) { _, context in
            try accountPage(AccountForm(), id: nil, try context.signedInPerson())
        }
        agency.post("accounts", for: .agencyAdmins) { try await saveAccount($0, $1, id: nil) }
        agency.get("accounts/:id", for: .agencyAdmins) { _, context in
            let (person, account) = try await pathAccount(context)
            return try accountPage(AccountForm(account), id: account.id, person)
        }
        agency.post("accounts/:id", for: .agencyAdmins) {
            try await saveAccount($0, $1, id: try await pathAccount($1).1.id)
        }
        addAgencyPeople(to: agency)
        addAudit(to: agency)
    }

    /// The agency of a route that asks for one.
    func agency(_ person: Person) throws -> Agency {
        guard let standing = person.standing else { throw HTTPError(.forbidden) }
        return standing.agency
    }

    private func agencyPage(of person: Person) async throws -> AgencyPage {
        let agency = try agency(person)
        let (accounts, open) = try await verbs.store.read {
            (
                try $0.accounts(ofAgency: agency.id),
                Set(try $0.accounts(openTo: person.user.id).map(\.id))
            )
        }
        return AgencyPage(
            agencyTitle: agency.name, canAdd: person.isAgencyAdmin, hasAccounts: !accounts.isEmpty,
            accounts: accounts.map { account, members in
                AgencyPage.Row(
                    accountID: account.id, accountTitle: account.name, accountSlug: account.slug,
                    accountZone: account.zone, membersText: members == 1 ? "1 member" : "\(members) members",
                    canOpen: open.contains(account.id),
                    editHref: person.isAgencyAdmin ? "/agency/accounts/\(account.id)" : nil)
            })
    }

    private func pathAccount(_ context: WebContext) async throws -> (Person, Account) {
        let person = try context.signedInPerson()
        let agency = try agency(person)
        let id = try context.parameters.require("id")
        let account = try await verbs.store.read { snapshot in
            try snapshot.agency(ofAccount: id) == agency ? try snapshot.account(id: id) : nil
        }
        guard let account else { throw OperationError.notFound("There is no such account of this agency.") }
        return (person, account)
    }

    private func saveAccount(_ request: Request, _ context: WebContext, id: String?) async throws -> Response {
        let fields = try await request.form(context)
        let form = AccountForm(name: fields["name"], slug: fields["slug"], zone: fields["timezone"])
        let asker = try asker(request, context)
        do {
            if let id {
                try await verbs.updateAccount(id: id, form, by: asker)
                return .seeOther("/agency?done=saved")
            }
            _ = try await verbs.addAccount(
                form, joining: fields["join"].isEmpty ? nil : asker.person.user, by: asker)
            return .seeOther("/agency?done=added")
        } catch let error as OperationError where error.kind == .invalid {
            return try accountPage(
                form, id: id, asker.person, joining: !fields["join"].isEmpty, error: error)
        }
    }

    private func accountPage(
        _ form: AccountForm, id: String?, _ person: Person, joining: Bool = true, error: OperationError? = nil
    ) throws -> Response {
        let zone = form.zone.isEmpty ? person.user.zone : form.zone
        let page = AccountPage(
            headline: id == nil ? "New account" : "Account settings",
            action: id.map { "/agency/accounts/\($0)" } ?? "/agency/accounts",
            nameInput: Input.line("name", "Name", form.name, error: error?.message(of: "name")).required(),
            slugInput: Input.line("slug", "Name in its links", form.slug, error: error?.message(of: "slug"))
                .hint("Lower-case letters, digits and hyphens, as in \(verbs.settings.publicURL)/book/harbor.")
                .required(),
            zoneGroups: zoneMenu.groups(selected: zone, at: verbs.now), timezoneError: error?.message(of: "zone"),
            joinInput: id == nil
                ? Input.check("join", "Add me as a member, with a profile of my own there", joining) : nil)
        let notice = error.map { _ in Notice("bad", "Not saved yet. See what is marked below.") }
        return try renderer.page(
            "account_form", Page(title: page.headline, page, person: person, on: .accounts, notice: notice),
            status: error?.status ?? .ok)
    }

    private static func accountNotice(_ word: String) -> Notice? {
        switch word {
        case "added": Notice("ok", "The account is there. Open it to make its first calendar.")
        case "saved": Notice("ok", "Saved.")
        default: nil
        }
    }
}

extension AccountForm {
    init(_ account: Account) {
        self.init(name: account.name, slug: account.slug, zone: account.zone)
    }
}

struct AgencyPage {
    struct Row {
        let accountID: String
        let accountTitle: String
        let accountSlug: String
        let accountZone: String
        let membersText: String
        let canOpen: Bool
        let editHref: String?
    }

    let agencyTitle: String
    let canAdd: Bool
    let hasAccounts: Bool
    let accounts: [Row]
}

struct AccountPage {
    let headline: String
    let action: String
    let nameInput: Input
    let slugInput: Input
    let zoneGroups: [ZoneGroup]
    let timezoneError: String?
    let joinInput: Input?
}
