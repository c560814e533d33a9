import Operations
import Store

/// The form of a contact.
struct ContactFormPage {
    let headline: String
    let action: String
    let backHref: String
    let backLabel: String
    let version: String
    let meanwhile: Meanwhile?
    let inputs: [Input]
    let zoneGroups: [ZoneGroup]
    let timezoneError: String?
    let notesInput: Input
    let hasFields: Bool
    let questions: [QuestionField]
    let saveLabel: String

    init(
        _ form: ContactForm, of view: ContactView?, _ fields: [ContactField], _ members: [Member], version: String,
        zoneGroups: [ZoneGroup], error: OperationError?, stored: ContactForm?
    ) {
        func fault(_ name: String) -> String? { error?.message(of: name) }
        let path = view.map { Site.path($0.contact) }
        headline = view == nil ? "New contact" : "Edit \(view?.contact.name ?? "")"
        action = path ?? "/app/contacts"
        (backHref, backLabel) = (path ?? "/app/contacts", view?.contact.name ?? "Contacts")
        self.version = version
        inputs = [
            .line("name", "Name", form.name, error: fault("name")).required(),
            .line("email", "E-mail", form.email, type: "email", error: fault("email")).required(),
            .line("phone", "Phone", form.phone, type: "tel", error: fault("phone")).optional(),
            .menu(
                "owner", "Looked after by", [("", "Nobody")] + members.map { ($0.user.id, $0.user.name) },
                chosen: form.ownerID, error: fault("owner")),
            .line("tags", "Tags", form.tags, error: fault("tags")).optional()
                .hint("Separated by commas: client, spring offer."),
        ]
        self.zoneGroups = zoneGroups
        timezoneError = fault("timezone")
        notesInput = .area("notes", "Notes", form.notes, rows: 4, error: fault("notes")).optional()
        questions = fields.map { field in
            let typed = form.fields[field.question.key] ?? ""
            let lines = field.question.kind == .choices ? typed.split(separator: "\n").map(String.init) : [typed]
            let words = field.question.kind == .checkbox && typed == "Yes" ? ["yes"] : lines
            return QuestionField(field.question, words, error, in: "fields")
        }
        hasFields = !questions.isEmpty
        saveLabel = view == nil ? "Add the contact" : "Save"
        meanwhile = stored.map {
            Meanwhile(
                Self.differences($0, form, members), isSame: $0.version == form.version,
                reloadHref: path.map { "\($0)/edit" } ?? "")
        }
    }

    private static func differences(
        _ stored: ContactForm, _ typed: ContactForm, _ members: [Member]
    ) -> [FormDifference] {
        let names = Dictionary(members.map { ($0.user.id, $0.user.name) }) { first, _ in first }
        func lines(_ form: ContactForm) -> [(label: String, text: String)] {
            [
                ("Name", form.name), ("E-mail", form.email), ("Phone", form.phone), ("Time zone", form.zone),
                ("Looked after by", names[form.ownerID] ?? "nobody"), ("Tags", form.tags), ("Notes", form.notes),
            ] + form.fields.sorted { $0.key < $1.key }.filter { !$0.value.isEmpty }.map { ($0.key, $0.value) }
        }
        return FormDifference.between(lines(stored), lines(typed))
    }
}
