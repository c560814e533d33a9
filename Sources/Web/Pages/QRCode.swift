import CQREncode

/// A text as a picture that a phone's camera reads (ISO/IEC 18004, level M).
struct QRCode {
    /// Along each side, with the quiet zone of four modules around it.
    let size: Int
    /// The dark modules, as the `d` of an SVG path in units of one module.
    let path: String

    /// - Returns: nil for a text that is too long for one.
    init?(_ text: String) {
        guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return nil }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        let modules = UnsafeBufferPointer(start: code.pointee.data, count: width * width)
        size = width + 2 * Self.quiet
        path = modules.indices.filter { modules[$0] & 1 == 1 }
            .map { "M\($0 % width + Self.quiet) \($0 / width + Self.quiet)h1v1h-1z" }.joined()
    }

    private static let quiet = 4
}
