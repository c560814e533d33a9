/// How many segments a text takes: 160 characters of GSM 03.38 or 70 of UCS-2 fit into one, and a few less into
/// each of several.
enum Segments {
    static func count(of text: String) -> Int {
        let scalars = text.unicodeScalars
        if scalars.allSatisfy({ plain.contains($0) || extended.contains($0) }) {
            let septets = scalars.reduce(0) { $0 + (extended.contains($1) ? 2 : 1) }
            return septets <= 160 ? 1 : (septets + 152) / 153
        }
        let units = text.utf16.count
        return units <= 70 ? 1 : (units + 66) / 67
    }

    private static let plain = Set(
        """
        @£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§\
        ¿abcdefghijklmnopqrstuvwxyzäöñüà
        """.unicodeScalars)
    /// These take an escape more.
    private static let extended = Set("\u{0C}^{}\\[~]|€".unicodeScalars)
}
