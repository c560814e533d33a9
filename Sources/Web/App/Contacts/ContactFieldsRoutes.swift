import Hummingbird
import Operations
import Store

extension Site {
    /// What an account wants to know of its contacts besides name, address and number.
    func addContactFields(to app: AppRoutes) {
        app.get("contact-fields", for: .admins) { request, context in
            let session = try context.signedIn()
            let fields = try await verbs.store.read { try $0.contactFields(of: session.account.id) }
            let notice = request.query("done") == "saved" ? Notice("ok", "Saved.") : nil
            return try contactFieldsPage(session, fields.map { QuestionForm($0.question) }, notice: notice)
        }
        app.post("contact-fields", for: .admins) { request, context in
            let fields = try await request.form(context)
            let session = try context.signedIn()
            let rows = QuestionForm.rows(of: fields)
            do {
                try await verbs.saveContactFields(rows, by: asker(request, context).doer, in: session.account)
                return Response.seeOther("/app/contact-fields?done=saved")
            } catch let error as OperationError where error.kind == .invalid {
                return try contactFieldsPage(session, rows, error: error)
            }
        }
    }

    private func contactFieldsPage(
        _ session: Session, _ rows: [QuestionForm], notice: Notice? = nil, error: OperationError? = nil
    ) throws -> Response {
        let page = ContactFieldsPage(rows, error: error)
        return try renderer.page(
            "contact_fields",
            Page(title: "Fields of contacts", page, session: session, on: .contacts, notice: notice),
            status: error?.status ?? .ok)
    }
}

struct ContactFieldsPage {
    let questionsError: String?
    let questions: [CalendarFormPage.QuestionRow]
    let blankQuestion: CalendarFormPage.QuestionRow

    init(_ rows: [QuestionForm], error: OperationError?) {
        questionsError = error?.message(of: "questions")
        questions = (rows + [QuestionForm()]).enumerated().map { index, row in
            .init(
                row, number: String(index + 1), index: index, isSpare: index == rows.count, error: error,
                noun: "Field")
        }
        blankQuestion = .init(QuestionForm(), number: "NEW", index: -1, isSpare: false, error: nil, noun: "Field")
    }
}
