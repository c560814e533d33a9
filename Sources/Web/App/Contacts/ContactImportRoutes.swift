import HTTPTypes
import Hummingbird
import NIOCore
import Operations
import Store

extension Site {
    func addContactImport(to app: AppRoutes) {
        app.get("contacts/import", for: .admins) { _, context in
            try importPage(try context.signedIn())
        }
        app.post("contacts/import", for: .admins) { try await importContacts($0, $1) }
    }

    /// `POST /app/contacts/import`: a form with the table pasted into it, or the file itself, whose bytes say how it is
    /// written. A file brings the session's token in a header.
    private func importContacts(_ request: Request, _ context: WebContext) async throws -> Response {
        let session = try context.signedIn()
        let isFile = request.headers[.contentType]?.hasPrefix("text/csv") ?? false
        var pasted = ""
        let bytes: [UInt8]
        let updates: Bool
        do {
            if isFile {
                try request.requireToken(context)
                bytes = Array(buffer: try await request.bodyBytes(upTo: Self.longestTable))
                updates = request.query("update") == "yes"
            } else {
                let fields = try await request.form(context, upTo: Self.longestTable * 2)
                pasted = fields["table"]
                bytes = Array(pasted.utf8)
                updates = fields["update"] == "yes"
            }
            let done = try await verbs.importContacts(
                bytes, updates: updates, by: asker(request, context).doer, in: session.account)
            return try importPage(session, ImportResult(done))
        } catch let error as OperationError where error.kind == .invalid {
            return try importPage(session, pasted: pasted, error: error)
        }
    }

    private func importPage(
        _ session: Session, _ result: ImportResult? = nil, pasted: String = "", error: OperationError? = nil
    ) throws -> Response {
        let page = ImportPage(
            result: result, tableText: pasted,
            fileError: error.map { $0.message(of: "file") ?? $0.message })
        return try renderer.page(
            "contact_import", Page(title: "Import contacts", page, session: session, on: .contacts),
            status: error?.status ?? .ok)
    }

    /// Bytes: several times more than the rows that are taken at once need.
    static let longestTable = 4 << 20
}

struct ImportPage {
    let result: ImportResult?
    let tableText: String
    let fileError: String?
}

/// What became of a table.
struct ImportResult {
    struct Fault {
        let faultLine: String
        let faultSubject: String
        let faultText: String
    }

    let resultTitle: String
    let resultLine: String
    let ignoredLine: String?
    let hasFaults: Bool
    let faultTitle: String
    let faults: [Fault]
    let moreFaults: String?

    private static let mostShown = 200

    init(_ done: ContactImport) {
        let parts = [
            done.added == 0 ? nil : "\(done.added) added", done.changed == 0 ? nil : "\(done.changed) changed",
            done.kept == 0 ? nil : "\(done.kept) left as they were",
        ].compactMap(\.self)
        resultTitle = done.added + done.changed + done.kept == 0 ? "Nothing was taken over" : "Imported"
        resultLine =
            "\(parts.isEmpty ? "No row could be used" : parts.joined(separator: ", ")). The file was read as \(done.encoding)."
        ignoredLine =
            done.ignoredColumns.isEmpty
            ? nil : "Columns that mean nothing here: \(done.ignoredColumns.prefix(30).joined(separator: ", "))."
        hasFaults = !done.faults.isEmpty
        faultTitle = done.faults.count == 1 ? "1 row was left out" : "\(done.faults.count) rows were left out"
        faults = done.faults.prefix(Self.mostShown).map {
            Fault(faultLine: "\($0.line)", faultSubject: $0.subject, faultText: $0.message)
        }
        moreFaults =
            done.faults.count > Self.mostShown ? "And \(done.faults.count - Self.mostShown) more." : nil
    }
}
