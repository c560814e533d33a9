/// A meeting number, which Zoom sends as a JSON number or as a string. It has up to 11 digits.
struct FlexibleID: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Int64.self) {
            text = String(number)
        } else {
            text = try container.decode(String.self)
        }
    }
}
