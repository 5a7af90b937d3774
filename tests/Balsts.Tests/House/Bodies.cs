using Balsts.Demo;

namespace Balsts.Tests;

/// <summary>Bodies of the right shape for the API's operations, so that a refusal is one of sight and not of shape.</summary>
static class Bodies
{
    const string Support = """{"on":"2026-11-23","minutes":60,"kind":"Consultation"}""";

    static readonly Dictionary<string, string> Known = new()
    {
        ["POST /api/v1/deputies"] = $$"""{"personId":"{{TestSite.Id("upesciems 1")}}","appointmentId":"{{Guid.Empty}}","startsOn":"2026-12-01","endsOn":"2026-12-02"}""",
        ["POST /api/v1/my-data/requests/{id}/answer"] = """{"granted":true,"text":"Done"}""",
        ["POST /api/v1/my-data/requests/{id}/erasure"] = """{"text":"Done","kinds":"Goals"}""",
        ["POST /api/v1/my-data/requests/{id}/lift"] = """{"until":"2026-11-30"}""",
        ["POST /api/v1/appointments/{id}/end"] = """{"on":"2026-12-31"}""",
        ["PUT /api/v1/initiatives/{id}"] = """{"name":"Another","startsOn":"2026-10-01","endsOn":"2026-12-31"}""",
        ["POST /api/v1/initiatives/{id}/end"] = """{"on":"2026-11-30","reason":"No"}""",
        ["POST /api/v1/initiatives/{id}/schools"] = """{"startsOn":"2026-11-23"}""",
        ["PUT /api/v1/initiatives/schools/{id}"] = """{"startsOn":"2026-11-23"}""",
        ["POST /api/v1/initiatives/schools/{id}/pause"] = """{"from":"2026-11-23","reason":"No"}""",
        ["POST /api/v1/initiatives/schools/{id}/leave"] = """{"on":"2026-11-23","reason":"No"}""",
        ["POST /api/v1/initiatives/schools/{id}/participants"] = """{"kind":"Teacher","startsOn":"2026-11-23"}""",
        ["POST /api/v1/initiatives/schools/{id}/participants/list"] = """{"rows":"Zenta\tLazda","startsOn":"2026-11-23"}""",
        ["POST /api/v1/initiatives/{id}/deputies"] = $$"""{"personId":"{{TestSite.Id("upesciems 1")}}","startsOn":"2026-12-01","endsOn":"2026-12-02"}""",
        ["PUT /api/v1/initiatives/participants/{id}"] = """{"kind":"Teacher","startsOn":"2026-11-23"}""",
        ["POST /api/v1/initiatives/schools/{id}/mentors"] = $$"""{"appointmentId":"{{DemoWorld.Id("projectmentor post")}}","startsOn":"2026-11-23"}""",
        ["POST /api/v1/initiatives/schools/{id}/move"] = $$"""{"appointmentId":"{{DemoWorld.Id("projectmentor post")}}","startsOn":"2026-11-23"}""",
        ["POST /api/v1/initiatives/mentorships/{id}/end"] = """{"on":"2026-11-23"}""",
        ["POST /api/v1/initiatives/{id}/meetings"] = """{"on":"2026-11-23","minutes":60}""",
        ["PUT /api/v1/initiatives/meetings/{id}"] = """{"on":"2026-11-23","minutes":60}""",
        ["POST /api/v1/initiatives/{id}/reports"] = """{"startsOn":"2026-10-01","endsOn":"2026-10-31"}""",
        ["PUT /api/v1/initiatives/reports/{id}"] = """{"judgement":"Good"}""",
        ["POST /api/v1/nominations"] = $$"""{"personId":"{{TestSite.Id("upesciems 1")}}","post":"TechnologyMentor","unitId":"{{TestSite.Id("upesciems")}}","load":0.2,"startsOn":"2026-12-01"}""",
        ["POST /api/v1/nominations/{id}/accept"] = """{"acknowledged":true,"charter":1}""",
        ["POST /api/v1/nominations/{id}/decline"] = """{"reason":"x"}""",
        ["POST /api/v1/months/lines/{id}/drop"] = """{"reason":"No time"}""",
        ["POST /api/v1/months/lines/{id}/move"] = """{"to":"2026-11-24","reason":"No room"}""",
        ["POST /api/v1/months/{id}/schools/{unit}/remarks"] = """{"text":"Another day"}""",
        ["POST /api/v1/months/slices/{id}/lines/{line}/remarks"] = """{"text":"Which class?"}""",
        ["POST /api/v1/people/{id}/employments"] = $$"""{"unitId":"{{DemoWorld.Id("gaujmala")}}","post":"Teacher"}""",
        ["PUT /api/v1/groups/{id}"] = """{"name":"Another group","startsOn":"2026-10-01"}""",
        ["POST /api/v1/groups/{id}/end"] = """{"on":"2026-11-30","reason":"No"}""",
        ["POST /api/v1/groups/{id}/members"] = $$"""{"people":["{{TestSite.Id("gaujmala 3")}}"],"role":"Member","startsOn":"2026-11-23"}""",
        ["PUT /api/v1/groups/members/{id}"] = """{"role":"Member"}""",
        ["POST /api/v1/groups/{id}/sessions"] = """{"on":"2026-11-30","minutes":60}""",
        ["PUT /api/v1/groups/sessions/{id}"] = """{"on":"2026-11-30","minutes":60}""",
        ["POST /api/v1/groups/sessions/{id}/hold"] = """{"minutes":60}""",
        ["PUT /api/v1/groups/sessions/{id}/attendance"] = """{"minutes":60}""",
        ["POST /api/v1/groups/sessions/{id}/cancel"] = """{"reason":"No"}""",
        ["POST /api/v1/proposals/{id}/answer"] = """{"text":"Thank you"}""",
        ["POST /api/v1/proposals/{id}/decide"] = """{"takenUp":true,"reason":"Useful"}""",
        ["POST /api/v1/proposals/{id}/finish"] = """{"carriedOut":true,"effect":"Done"}""",
        ["POST /api/v1/proposals/{id}/publish"] = """{"published":true}""",
        ["PUT /api/v1/activities/{id}"] = Support,
        ["PUT /api/v1/months/lines/{id}"] = Support,
        ["POST /api/v1/activities/{id}/remarks"] = """{"text":"Not so"}""",
        ["PUT /api/v1/activities/{id}/note"] = """{"text":"Mine"}""",
        ["PUT /api/v1/activities/{id}/rating"] = """{"value":3}""",
        ["PUT /api/v1/remarks/{id}"] = """{"answer":"It was so"}""",
        ["POST /api/v1/agreements/{id}/end"] = """{"reason":"No"}""",
        ["POST /api/v1/goals/{id}/close"] = """{"how":"Reached"}""",
        ["POST /api/v1/goals/{id}/share"] = """{"withHead":true}""",
        ["PUT /api/v1/goals/{id}"] = """{"statement":"Another goal"}""",
        ["POST /api/v1/needs/{id}/met"] = """{"met":true}""",
        ["PUT /api/v1/needs/{id}"] = """{"statement":"Another need","source":"Survey","schoolYear":2026}""",
        ["PUT /api/v1/sources/{id}"] = """{"name":"Another source","startsOn":"2026-09-01"}""",
        ["PUT /api/v1/people/{id}"] = """{"givenName":"Anna","familyName":"Auzi\u0146a"}""",
        ["PUT /api/v1/units/{id}"] = """{"name":"Another school","type":"secondary"}""",
    };

    public static string For(string method, string pattern) => Known.GetValueOrDefault($"{method} {pattern}", "{}");
}
