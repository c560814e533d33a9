import HTTPTypes
import Hummingbird
import Operations
import Store

extension Site {
    func addResourceAPI(to api: RouterGroup<WebContext>) {
        api.get("resources") { request, _ in
            let account = try await account(request, .calendars)
            let found = try await verbs.store.read { try $0.resources(of: account.id) }
            return Response.json(JSONValue(["resources": found.map { JSONValue($0) }]))
        }
        api.post("resources") { request, _ in
            let account = try await account(request, .calendars)
            let name = try await request.body { $0.text("name") ?? "" }
            return Response.json(JSONValue(try await verbs.saveResource(name, of: account)), status: .created)
        }
        api.delete("resources/:id") { request, context in
            let account = try await account(request, .calendars)
            try await verbs.deleteResource(try context.parameters.require("id"), of: account)
            return Response.nothing
        }
    }
}

extension JSONValue {
    init(_ resource: Resource) {
        self.init(["id": resource.id, "name": resource.name])
    }
}
