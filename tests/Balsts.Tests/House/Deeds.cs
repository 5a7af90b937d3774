using System.Net.Http.Json;
using System.Text;
using Balsts.Activities;
using Balsts.Appointments;
using Balsts.Months;
using Balsts.People;
using Balsts.Shell;
using Balsts.Units;
using Foundation.History;
using Foundation.Languages;
using Foundation.Mail;
using Foundation.Security;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Balsts.Tests.TestSite;

namespace Balsts.Tests;

/// <summary>
/// A working day of the demo world, so that there are messages, letters and sentences of history to be looked at, and rows that the demo
/// does not have: remarks on entries, a note, a file, a question about one’s data. Then what was told, and to whom.
/// </summary>
public static class Deeds
{
    static readonly string[] Languages = ["lv", "az", "en"];

    /// <summary>What the mentor notes for herself: its row holds it sealed.</summary>
    public const string Noted = "Jautāt, kāpēc viņa baidās no ierakstiem.";

    public static async Task Play(TestSite site)
    {
        var clients = new Dictionary<string, HttpClient>();
        var world = await World.Of(site);
        var with = world.Things<Activity>().First(a => a.AuthorId == Id("mentor") && a.People.Any(p => p.PersonId == Id("teacher")));
        var part = world.Things<ReportSlice>().Single(s => s.UnitId == Id("gaujmala") && world.Things<MonthlyReport>().First(r => r.Id == s.ReportId) is var r && r.PersonId == Id("consultant") && r.Round == s.Round);
        var now = world.Things<MonthlyPlan>().Where(p => p.PersonId == Id("mentor")).MaxBy(p => p.Month.First)!.Id;

        await Do("mentor", "activities", new { unitId = Id("gaujmala"), on = "2026-11-23", minutes = 50, kind = "Conversation", topic = "pēc stundas", people = new[] { Id("teacher") }, goalId = Id("teacher goal") });
        await Do("teacher", $"activities/{with.Id}/remarks", new { text = "Mēs par testiem nerunājām, tikai par grupām." });
        await Do("mentor", $"remarks/{await site.Db(db => db.Seen<ActivityRemark>(Viewer.System).Select(r => r.Id).SingleAsync())}", new { answer = "Tev taisnība, ieraksts bija no otras klases." }, HttpMethod.Put);
        await Do("mentor", $"activities/{with.Id}/note", new { text = Noted }, HttpMethod.Put);
        await Do("teacher", $"activities/{with.Id}/rating", new { value = 3 }, HttpMethod.Put);

        await Do("teacher", "proposals", new { addresseeUnitId = Id("gaujmala"), title = "Viens kopīgs plaukts robotiem", text = "Lai katrs, kam vajag, tos atrod bez atslēgas lūgšanas." });
        await Do("head", $"proposals/{Id("teacher proposal")}/answer", new { text = "Paskatīšos, kuras stundas var pārlikt." });
        await Do("municipality", $"proposals/{Id("head proposal")}/finish", new { carriedOut = true, effect = "Komplekts pabijis sešās skolās." });

        await Do("teacher", "goals", new { unitId = Id("gaujmala"), personId = Id("teacher"), statement = "Klusākie skolēni stundā paši pieprasa vārdu.", supporterId = Id("mentor") });
        await Do("mentor", "goals", new { unitId = Id("gaujmala"), personId = Id("gaujmala 3"), statement = "Uzdevuma noteikumus skolēni atstāsta saviem vārdiem.", supporterId = Id("mentor") });
        await Do("mentor", "agreements", new { unitId = Id("gaujmala"), people = new[] { Id("gaujmala 6") }, kind = "Support", method = "Mentoring", channel = "InPerson", everyWeeks = 2, minutes = 45, focus = "Kā stundā izturēt klusumu pēc jautājuma.", startsOn = "2026-11-23", endsOn = "2027-05-21" });
        await Do("projectmentor", $"agreements/{Id("projectteacher agreement")}/end", new { reason = "Növbəti yarımildən başqa məktəbdə işləyəcəyəm." });

        await Do("teacher", $"observations/{Id("offered visit")}/move", new { on = "2026-11-27", at = "12:10", minutes = 40, reason = "Trešajā stundā klase raksta diktātu." });
        await Do("mentor", $"observations/{Id("offered visit")}/book", new { });
        await Do("mentor", $"observations/{Id("offered visit")}/note", new { text = Noted }, HttpMethod.Put);
        var other = await Do("teacher", "observations", new { agreementId = Id("teacher agreement"), focus = "Vai skolēni pamana, ka pagāja jau puse stundas.", on = "2026-12-02", at = "10:00", minutes = 40 });
        await Do("mentor", other + "/cancel", new { reason = "Decembrī man ir citi apmeklējumi Mežmalā." });
        var plan = await Do("teacher", "lesson-plans", new { agreementId = Id("teacher agreement"), title = "Daļas uz pankūkas", text = "Katrs pāris sagriež apli un nosauc savu gabalu." });
        await Do("mentor", plan + "/comment", new { comment = "Pajautā, kuram gabals lielāks, pirms viņi mēra." });

        await Do("head", $"months/slices/{part.Id}/lines/{part.Lines.First(l => l.Topic.Length > 0).Id}/remarks", new { text = "Kura klase tajā dienā bija bez skolotājas?" });
        await Do("head", $"months/slices/{part.Id}/discuss", new { remark = "Mūsu grupa labāk tiktos otrdienās." });
        var nomination = await Do("head", "nominations", new { personId = Id("teacher"), post = "TechnologyMentor", unitId = Id("gaujmala"), load = 0.2, startsOn = "2026-12-01" });
        await Do("teacher", nomination + "/decline", new { reason = "Šogad kopju mammu un vairāk nespēju." });
        await Do("municipality", "deputies", new { personId = Id("coordinator"), appointmentId = Id("municipality post"), startsOn = "2026-12-01", endsOn = "2026-12-02" });
        await Do("head", $"groups/{Id("learning group")}/members", new { people = new[] { Id("gaujmala 5") }, role = "Member", startsOn = "2026-11-23" });
        await Do("teacher", "my-data/requests", new { kind = "Rectification", unitId = Id("gaujmala"), text = "Mana slodze kopš septembra ir mazāka." });

        using var file = new MultipartFormDataContent { { new StringContent(Id("gaujmala").ToString()), "unitId" }, { new ByteArrayContent("%PDF-1.7\n"u8.ToArray()), "file", "Stundas ieraksta izvērtējums.pdf" } };
        await Do("mentor", $"months/{now}/report/attachments", file);

        async Task<string> Do(string who, string address, object body, HttpMethod? method = null)
        {
            if (!clients.TryGetValue(who, out var client)) clients[who] = client = await site.ApiAs(who);
            using var content = body as HttpContent ?? JsonContent.Create(body);
            using var request = new HttpRequestMessage(method ?? HttpMethod.Post, $"/api/v1/{address}") { Content = content };
            var response = await client.SendAsync(request);
            response.IsSuccessStatusCode.ShouldBeTrue($"{who} {address}: {await response.Content.ReadAsStringAsync()}");
            return response.Headers.Location?.ToString()["/api/v1/".Length..] ?? "";
        }
    }

    /// <summary>What messages, letters and histories told of what is not theirs to tell; the counts say how many were looked at.</summary>
    public static async Task<(int Messages, int Letters, int Sentences, List<string> Wrong)> Told(TestSite site, World world, Secrets secrets, IReadOnlyDictionary<Guid, string> readers)
    {
        var (wrong, catalogues) = (new List<string>(), site.Services.GetRequiredService<Catalogues>());
        var languages = await site.Db(async db => (await db.Tables.Users.AsNoTracking().Where(u => readers.Keys.Contains(u.PersonId)).ToListAsync()).ToDictionary(u => u.PersonId, u => u.Language));

        // a message and a letter go where others read them: neither says what somebody wrote, not even to those who may read it
        var messages = await site.Db(db => db.Seen<Notification>(Viewer.System).AsNoTracking().ToListAsync());
        foreach (var message in messages)
        {
            var text = catalogues[languages.GetValueOrDefault(message.PersonId, "lv")][message.Text, message.Arguments];
            Say(message.PersonId, text, who => $"the message “{message.Text}” tells {who}");
        }
        foreach (var who in readers.Values) (await site.Ask(s => s.GetRequiredService<Accounts>().Reset($"{who}@demo.balsts.example", "four unrelated words"))).Failed.ShouldBeFalse(); // letters go to those who sign in by themselves
        await site.Ask(s => s.GetRequiredService<WriteLetters>().Run());
        var letters = (await site.Db(db => db.Seen<OutgoingLetter>(Viewer.System).AsNoTracking().ToListAsync())).FindAll(l => l.Text.Length > 0);
        foreach (var letter in letters) Say(letter.PersonId, letter.Subject + "\n" + letter.Text + "\n" + Readable.Of(Encoding.UTF8.GetBytes(letter.Html), "text/html"), who => $"the letter to {who} tells");

        // a sentence of history stands for ever: it says who, when and what, to everybody who sees the thing
        var entries = await site.Db(db => db.Tables.Set<HistoryEntry>().AsNoTracking().ToListAsync());
        var types = site.Services.GetRequiredService<RecordedTypes>();
        var tree = await site.Ask(s => s.GetRequiredService<UnitTrees>().Now().AsTask());
        var told = entries.Select(e => (Entry: e, Type: types.Of(e), Thing: world.Thing(e.SubjectId))).Where(e => e is { Type: not null, Thing: not null }).Select(e => (e.Entry, e.Type, e.Thing, Args: e.Type!.Arguments(e.Entry))).ToList();
        var names = await site.Ask(s => s.GetRequiredService<PersonNames>().Of(told.SelectMany(e => e.Args.OfType<Guid>().Append(e.Entry.ById))));
        foreach (var (entry, type, thing, args) in told)
        {
            var said = Languages.Select(l => catalogues[l]).Select(t => t[type!.Sentence, [names.GetValueOrDefault(entry.ById) ?? "Balsts", .. args.Select(a => Shown(t, a))]]).ToList();
            foreach (var (reader, who) in readers.Where(r => world.ReadsHistoryOf(r.Key, thing!)))
                Say(reader, string.Join('\n', said), _ => $"the history of {thing!.GetType().Name} {entry.SubjectId} tells {who} by {entry.What}");
        }
        return (messages.Count, letters.Count, told.DistinctBy(e => e.Entry.What).Count(), wrong);

        void Say(Guid reader, string text, Func<string, string> how)
        {
            var found = secrets.Written(text).Concat(readers.ContainsKey(reader) ? secrets.Told(reader, text) : []).Distinct();
            wrong.AddRange(found.Select(f => $"{how(readers.GetValueOrDefault(reader, reader.ToString()))} {f}"));
        }

        object? Shown(Texts t, object? fact) => fact switch
        {
            Guid id => names.GetValueOrDefault(id) ?? tree.Find(id)?.Name ?? "",
            Enum e => t.Of(e),
            _ => fact,
        };
    }
}
