-- Clicks the join links listed in a file, one path a line, in turn.
require("report")

local paths, place = {}, 0

function init(arguments)
    for line in io.lines(arguments[1]) do paths[#paths + 1] = line end
    place = math.random(#paths)
end

function request()
    place = place % #paths + 1
    return wrk.format("GET", paths[place])
end
