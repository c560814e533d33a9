import HTTPTypes
import Hummingbird
import Operations
import Store

extension Site {
    /// The agency that owns the key's account: what it is called, its accounts and its people.
    func addAgencyAPI(to api: RouterGroup<WebContext>) {
        api.get("agency") { request, context in
            let agency = try await keyHolder(request, context, .agency).agency
            return Response.json(JSONValue(["id": agency.id, "name": agency.name]))
        }
        addAccountsAPI(to: api.group("agency/accounts"))
        addPeopleAPI(to: api.group("agency/people"))
    }

    private func addAccountsAPI(to accounts: RouterGroup<WebContext>) {
        accounts.get { request, context in
            let agency = try await keyHolder(request, context, .agency).agency
            let found = try await verbs.store.read { try $0.accounts(ofAgency: agency.id) }
            return Response.json(JSONValue(["accounts": found.map { JSONValue($0.account) }]))
        }
        accounts.post { request, context in
            let holder = try await keyHolder(request, context, .agency)
            let form = try await request.body { AccountForm($0) }
            let account = try await renaming(["zone": "timezone"]) { try await verbs.addAccount(form, by: holder) }
            return Response.json(JSONValue(account), status: .created)
        }
        accounts.get(":id") { request, context in
            Response.json(JSONValue(try await account(context, of: keyHolder(request, context, .agency).agency)))
        }
        accounts.patch(":id") { request, context in
            let holder = try await keyHolder(request, context, .agency)
            let current = JSONValue(try await account(context, of: holder.agency))
            let id = try context.parameters.require("id")
            let form = try await request.patch(of: current) { body in
                body.readOnly(["id"], of: current)
                return AccountForm(body)
            }
            try await renaming(["zone": "timezone"]) { try await verbs.updateAccount(id: id, form, by: holder) }
            return Response.json(JSONValue(try await account(context, of: holder.agency)))
        }
    }

    private func account(_ context: WebContext, of agency: Agency) async throws -> Account {
        let id = try context.parameters.require("id")
        let found = try await verbs.store.read { snapshot in
            try snapshot.agency(ofAccount: id) == agency ? try snapshot.account(id: id) : nil
        }
        guard let found else { throw OperationError.notFound("There is no such account of this agency.") }
        return found
    }
}

extension AccountForm {
    fileprivate init(_ body: BodyFields) {
        self.init(
            name: body.text("name") ?? "", slug: body.text("slug") ?? "", zone: body.text("timezone") ?? "")
    }
}

extension JSONValue {
    fileprivate init(_ account: Account) {
        self.init(["id": account.id, "name": account.name, "slug": account.slug, "timezone": account.zone])
    }
}
