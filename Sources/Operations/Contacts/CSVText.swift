import Foundation
import SwiftCSV

/// A table as a file brings it: of comma-separated values, or with semicolons or tabs between them (RFC 4180).
struct CSVText {
    let header: [String]
    /// Each with the line of the file it stands in, as a spreadsheet counts: the header is 1.
    let rows: [(line: Int, cells: [String])]
    /// How the text was written down.
    let encoding: String

    /// - Throws: `invalid` with `file`: what it is not.
    init(_ bytes: [UInt8]) throws(OperationError) {
        let (text, encoding) = try Self.decoded(bytes)
        self.encoding = encoding
        // Where one is missing, all that follows would be part of one cell.
        guard text.utf8.count(where: { $0 == UInt8(ascii: "\"") }).isMultiple(of: 2) else { throw Self.badQuotes }
        do {
            let table = try EnumeratedCSV(string: text, loadColumns: false)
            header = table.header.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
            rows = table.rows.enumerated().map { ($0.offset + 2, $0.element) }.filter { row in
                row.1.contains { !$0.allSatisfy(\.isWhitespace) }
            }
        } catch {
            throw Self.badQuotes
        }
    }

    private static let badQuotes = fault(
        "bad_csv",
        "A quotation mark in this file is never closed, or stands in the middle of a value. Nothing was taken over."
    )

    /// UTF-8 and UTF-16 are known by their marks or their look; what is neither is what Windows programs write.
    private static func decoded(_ bytes: [UInt8]) throws(OperationError) -> (String, String) {
        let text: (String, String)?
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            text = String(validating: bytes.dropFirst(3), as: UTF8.self).map { ($0, "UTF-8") }
        } else if bytes.starts(with: [0xFF, 0xFE]) || looksWide(bytes, zeroAt: 1) {
            text = String(bytes: bytes, encoding: .utf16LittleEndian).map { ($0, "UTF-16") }
        } else if bytes.starts(with: [0xFE, 0xFF]) || looksWide(bytes, zeroAt: 0) {
            text = String(bytes: bytes, encoding: .utf16BigEndian).map { ($0, "UTF-16") }
        } else if bytes.contains(0) {
            text = nil
        } else if let plain = String(validating: bytes, as: UTF8.self) {
            text = (plain, "UTF-8")
        } else {
            text = String(bytes: bytes, encoding: .windowsCP1252).map { ($0, "Windows-1252") }
        }
        guard let (found, encoding) = text else {
            throw fault("not_text", "This is not a text file. Save the table as CSV, and try again.")
        }
        let plain = found.hasPrefix("\u{FEFF}") ? String(found.dropFirst()) : found
        if plain.allSatisfy(\.isWhitespace) { throw fault("missing", "There is nothing in this file.") }
        return (plain, encoding)
    }

    private static func looksWide(_ bytes: [UInt8], zeroAt place: Int) -> Bool {
        let start = bytes.prefix(200)
        guard start.count >= 4 else { return false }
        let zeros = start.indices.filter { $0 % 2 == place && start[$0] == 0 }.count
        return zeros * 4 > start.count
    }

    static func fault(_ code: String, _ message: String) -> OperationError {
        .invalid([.init("file", code, message)])
    }

    /// A line of a table. What a spreadsheet would take for a formula begins with an apostrophe.
    static func line(_ cells: [String]) -> String {
        cells.map { cell in
            let safe = isFormula(cell) ? "'\(cell)" : cell
            let needsQuotes = safe.contains { $0 == "," || $0 == "\"" || $0.isNewline || $0 == ";" }
            return needsQuotes ? "\"\(safe.replacing("\"", with: "\"\""))\"" : safe
        }.joined(separator: ",") + "\r\n"
    }

    /// A cell as it was before `line` made it harmless.
    static func plain(_ cell: String) -> String {
        let trimmed = cell.trimmingCharacters(in: .whitespacesAndNewlines)
        let rest = String(trimmed.dropFirst())
        return trimmed.hasPrefix("'") && isFormula(rest) ? rest : trimmed
    }

    private static func isFormula(_ cell: String) -> Bool {
        guard let first = cell.first else { return false }
        return "=@\t\r".contains(first) || ("+-".contains(first) && !PhoneNumber.isPlausible(cell))
    }
}
