/// Finds what somebody probably meant.
package enum NearestName {
    /// The name that takes the fewest changed, added, dropped or swapped letters, capitals not counted; nil when none is near
    /// enough to be worth suggesting. Of several equally near the first in the alphabet.
    package static func find(_ name: String, among names: some Sequence<String>) -> String? {
        let wanted = Array(name.lowercased().prefix(100))
        let most = max(2, wanted.count / 3)
        let near = names.map { (name: $0, distance: distance(wanted, Array($0.lowercased()))) }
            .filter { $0.distance <= most }
        return near.min { ($0.distance, $0.name) < ($1.distance, $1.name) }?.name
    }

    /// ` Did you mean “x”?`, or nothing: to go behind a sentence.
    static func hint(_ name: String, among names: some Sequence<String>) -> String {
        find(name, among: names).map { " Did you mean “\($0)”?" } ?? ""
    }

    /// Damerau and Levenshtein's, with neighbours swapped once at most.
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
        var before: [Int] = []
        var last = Array(0...right.count)
        for (row, letter) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                var best = min(last[column] + (letter == other ? 0 : 1), last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                    best = min(best, before[column - 1] + 1)
                }
                current.append(best)
            }
            (before, last) = (last, current)
        }
        return last[right.count]
    }
}
