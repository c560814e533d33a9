package import Store

extension Verbs {
    /// Adds a room or a piece of equipment, which calendars can take from then on.
    /// - Throws: `invalid` at `name`.
    @discardableResult
    package func saveResource(_ name: String, of account: Account) async throws -> Resource {
        var validation = Validation()
        let name = validation.text(name, "name", "The name", longest: 100)
        try validation.finish()
        let resource = Resource(id: surroundings.id("res"), accountID: account.id, name: name)
        try await storing("name", "taken", "There is a room or a piece of equipment of this name already.") {
            try $0.insert(resource, at: now)
        }
        return resource
    }

    /// Removes a room or a piece of equipment that no calendar takes.
    /// - Throws: `in_use` naming the calendars that do; `not_found`.
    package func deleteResource(_ id: String, of account: Account) async throws {
        try await store.write { transaction in
            let known = try transaction.resources(of: account.id).first { $0.id == id }
            guard let known else {
                throw OperationError.notFound("There is no such room or piece of equipment.")
            }
            let users = try transaction.calendarNames(usingResource: id)
            guard users.isEmpty else {
                let names = users.map { "“\($0)”" }.joined(separator: ", ")
                throw OperationError(
                    .conflict, "in_use", "\(names) still takes “\(known.name)”. Take it off there first.")
            }
            _ = try transaction.deleteResource(id: id, of: account.id)
        }
    }
}
