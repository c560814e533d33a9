/// What a request to add a registrant says.
struct RegistrantFields: Sendable {
    let email: String
    let answers: [String: JSONValue]
    /// Approves them where the host would have to.
    let isApproved: Bool

    private static let texts = [
        "last_name", "address", "city", "state", "zip", "country", "phone", "comments", "industry", "job_title",
        "no_of_employees", "org", "purchasing_time_frame", "role_in_purchase_process",
    ]

    init(_ body: [String: JSONValue]) throws {
        var reader = FieldReader(body)
        for name in ["email", "first_name"] where (reader.given(name) ?? "") == "" {
            reader.refuse(name, "The \(name) is required.")
        }
        email = reader.text("email", upTo: 128) ?? ""
        if !email.isEmpty, !email.contains("@") { reader.refuse("email", "Invalid field.") }
        isApproved = reader.flag("auto_approve") ?? false
        var answers: [String: JSONValue] = [:]
        answers["first_name"] = reader.text("first_name", upTo: 64).map { .string($0) }
        for name in Self.texts {
            let limit = name == "last_name" ? 64 : 255
            answers[name] = reader.text(name, upTo: limit).map { .string($0) }
        }
        answers["custom_questions"] = reader.given("custom_questions")
        self.answers = answers
        try reader.finish()
    }
}
