-- Books what is listed in a file once, a path and a start on each line, each for another guest, and counts what
-- was created. Each thread takes its own share of the lines. A label tells the guests of one run from those of
-- others.
require("report")

local paths, starts, place, step, label = {}, {}, 0, 1, ""
created, spent = 0, 0

function setup(thread)
    threads[#threads + 1] = thread
    thread:set("number", #threads)
end

function init(arguments)
    for line in io.lines(arguments[1]) do
        paths[#paths + 1], starts[#starts + 1] = line:match("(%S+) (%S+)")
    end
    step = tonumber(arguments[2])
    label = arguments[3]
    place = number - step
    wrk.headers["Content-Type"] = "application/json"
end

function request()
    place = place + step
    -- When none is left the thread ends; what was asked for twice is refused and not counted.
    if place > #starts then
        spent = 1
        wrk.thread:stop()
        place = place - step
    end
    return wrk.format("POST", paths[place], nil, string.format(
        '{"start":"%s","timezone":"Europe/Berlin",'
            .. '"contact":{"name":"Guest %d","email":"guest-%s-%d@bench.example"}}',
        starts[place], place, label, place))
end

function response(status)
    if status == 201 then created = created + 1 end
end
