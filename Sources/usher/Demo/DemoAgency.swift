import Operations
import Store

/// What lies around the demo's account: another one of the same agency, and people whom the first knows already.
struct DemoAgency {
    let verbs: Verbs
    /// Who looks after the agency.
    let authority: KeyHolder
    /// Ada, Milo and Rhea.
    let hosts: [User]

    func make() async throws {
        let school = try await verbs.addAccount(
            AccountForm(name: "Harbor School", slug: "school", zone: DemoPeople.zone), by: authority)
        for (host, role) in zip(hosts, [Role.admin, .user]) {
            try await verbs.setMembership(
                of: host.id, in: school.id, to: MembershipForm(role: role), by: authority)
        }
        var lesson = CalendarForm()
        (lesson.name, lesson.slug) = ("Trial lesson", "trial")
        lesson.description = "Half an hour to find out where you stand."
        lesson.hosts = hosts.prefix(2).map { HostForm(userID: $0.id) }
        _ = try await verbs.saveCalendar(lesson, id: nil, of: school)
        for contact in Self.contacts { try await add(contact) }
    }

    private func add(_ contact: (name: String, tags: String, notes: String)) async throws {
        var form = ContactForm()
        (form.name, form.tags, form.notes) = contact
        let words = contact.name.lowercased().split(separator: " ").joined(separator: ".")
        form.email = "\(words)@guests.example"
        form.ownerID = hosts[0].id
        _ = try await verbs.addContact(form, by: authority.doer, in: authority.account)
    }

    /// Invented, all of them.
    private static let contacts = [
        ("Ines Halloran", "customer", "Prefers mornings."), ("Tomas Lindqvist", "customer, workshop", ""),
        ("Priya Castellan", "prospect", "Asked about the workshop in spring."),
        ("Jonas Aldermann", "prospect, newsletter", ""), ("Leila Marchetti", "customer", "Brings two colleagues."),
    ]
}
