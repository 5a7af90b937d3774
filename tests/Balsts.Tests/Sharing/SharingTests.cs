using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Balsts.Activities;
using Balsts.People;
using Balsts.Sharing;
using Foundation.History;
using Foundation.Jobs;
using Foundation.Security;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Balsts.Tests.TestSite;

namespace Balsts.Tests.Sharing;

/// <summary>What an educator shares is the educator's own decision, and what somebody notes for themselves is nobody else's.</summary>
public sealed class SharingTests
{
    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task An_educator_decides_who_reads_a_goal_sees_it_before_and_takes_it_back_at_once(On database)
    {
        await using var site = new TestSite(database);
        var (teacher, head, mentor) = (await site.As("teacher", "en"), await site.As("head", "en"), await site.As("mentor", "en"));
        var address = $"/goals/{Id("teacher goal")}";
        (await head.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        // the form says who would read it, by the rule that will let them; nobody else may decide, not even whoever supports the educator
        var before = (await teacher.Open(address + "/share")).QuerySelector("details.b-seen[open]")!.TextContent;
        before.ShouldContain("Head, Gaujmalas vidusskola");
        before.ShouldContain("Deputy head, Gaujmalas vidusskola");
        before.ShouldNotContain("Mežmalas");
        (await mentor.GetAsync(address + "/share")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await site.ApiAs("mentor")).PostAsJsonAsync($"/api/v1{address}/share", new { withHead = true })).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        (await teacher.Submit(address + "/share", ("Posted.WithHead", "true"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await head.Open(address)).QuerySelector("details.b-seen")!.TextContent.ShouldContain("See the goals that educators share with their school");
        (await (await site.As("otherhead")).GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await site.As("municipality")).GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        // listed for the educator alone, linked from what is held on them, and taken back
        (await teacher.Open("/my-data")).QuerySelectorAll("a[href='/sharing']").Length.ShouldBe(1);
        var listed = await teacher.Open("/sharing");
        listed.QuerySelectorAll("tbody tr").Length.ShouldBe(3, "the two of the demo and this one");
        var decision = listed.QuerySelector($"tbody tr:has(a[href='{address}']) a[href^='/sharing/']")!.GetAttribute("href")!;
        (await head.Open("/sharing")).QuerySelectorAll("tbody tr").ShouldBeEmpty();
        foreach (var other in new[] { head, mentor }) (await other.GetAsync(decision)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var api = await site.ApiAs("teacher");
        (await (await site.ApiAs("head")).PostAsync($"/api/v1{decision}/revoke", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        (await teacher.Submit(decision)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await head.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await head.GetAsync($"/api/v1{address}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await api.PostAsync($"/api/v1{decision}/revoke", null)).StatusCode.ShouldBe(HttpStatusCode.Conflict);

        // the fact stays: in the list, the history and the trace
        var items = (await api.GetFromJsonAsync<JsonElement>("/api/v1/sharing")).GetProperty("items").EnumerateArray().ToList();
        items.Count(i => i.GetProperty("revokedAt").ValueKind == JsonValueKind.Null).ShouldBe(2);
        items.Count(i => i.GetProperty("revokedAt").ValueKind == JsonValueKind.String).ShouldBe(1);
        var history = (await teacher.Open(address)).QuerySelector("#history")!.TextContent;
        history.ShouldContain("Inta Roze shared the goal with the school’s leadership.");
        history.ShouldContain("Inta Roze no longer shares the goal with the school’s leadership.");
        (await site.Db(db => db.Seen<Trace>(Viewer.System).CountAsync(t => t.SubjectId == Id("teacher goal") && t.ViewerId == Id("head")))).ShouldBe(1);

        // shared a second time it is a second decision
        (await api.PostAsJsonAsync($"/api/v1{address}/share", new { withHead = true })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await head.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await api.PostAsJsonAsync($"/api/v1{address}/share", new { withHead = false })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await site.Db(db => db.Seen<SharingDecision>(Viewer.System).CountAsync(d => d.SubjectId == Id("teacher goal") && d.RevokedAt != null))).ShouldBe(2);
    }

    [Theory, MemberData(nameof(Both), MemberType = typeof(TestSite))]
    public async Task A_private_note_is_read_by_its_author_alone_and_lies_sealed(On database)
    {
        const string words = "Šaubos, vai šī pieeja der; padomāt līdz pirmdienai.";
        await using var site = new TestSite(database);
        var mentor = await site.As("mentor", "en");
        var activity = await site.Db(db => db.Seen<Activity>(Viewer.System).Where(a => a.AuthorId == Id("mentor") && a.People.Any(p => p.PersonId == Id("teacher"))).Select(a => a.Id).FirstAsync());
        var (page, address, api) = ($"/activities/{activity}", $"/activities/{activity}/note", $"/api/v1/activities/{activity}/note");

        (await mentor.Open(address)).QuerySelector("details.b-seen[open] summary")!.TextContent.ShouldContain("You and nobody else.");
        (await mentor.Submit(address, ("Posted.Text", "   "))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var (first, second) = (await mentor.Open(address), await mentor.Open(address));
        (await mentor.Send(address, first, ("Posted.Text", words + " No pirmā loga."))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var late = await mentor.Send(address, second, ("Posted.Text", words)); // of two windows that were opened before there was a note, the second overwrites nothing in silence
        late.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var both = await late.Html();
        both.QuerySelector("[data-kept]")!.TextContent.ShouldEndWith("No pirmā loga.");
        both.QuerySelector("textarea")!.TextContent.Trim().ShouldBe(words);
        (await mentor.Send(address, both)).StatusCode.ShouldBe(HttpStatusCode.Redirect, "whoever has read both may replace the other");
        (await mentor.Open(page)).QuerySelector("#note")!.TextContent.ShouldContain(words);

        // nobody else: not whoever received the support, leads the school or the municipality, or runs the system
        foreach (var other in new[] { "teacher", "head", "deputy", "municipality", "state", "administrator", "consultant" })
        {
            var client = await site.As(other);
            foreach (var asked in new[] { address, api }) (await client.GetAsync(asked)).StatusCode.ShouldBe(HttpStatusCode.NotFound, $"{other} {asked}");
            var seen = await client.GetAsync(page);
            if (seen.StatusCode == HttpStatusCode.OK) (await seen.Content.ReadAsStringAsync()).ShouldNotContain("pirmdienai");
            (await (await site.ApiAs(other)).PutAsJsonAsync(api, new { text = "x" })).StatusCode.ShouldBe(HttpStatusCode.NotFound, other);
        }
        (await mentor.GetStringAsync("/search?q=pirmdienai")).ShouldNotContain(activity.ToString());
        (await (await site.ApiAs("mentor")).GetStringAsync("/api/v1/search?q=pirmdienai")).ShouldNotContain(activity.ToString());
        (await mentor.GetStringAsync("/activities/export?as=csv")).ShouldNotContain("pirmdienai");

        // whoever holds the database reads that there is a note, and no word of it: not in the row, nor in a draft, a form or the history
        var plain = Encoding.UTF8.GetBytes("pirmdienai");
        (await site.Db(db => db.Seen<PrivateNote>(Viewer.System).Select(n => n.Sealed).SingleAsync())).AsSpan().IndexOf(plain).ShouldBe(-1);
        if (database == On.Sqlite)
            foreach (var file in Directory.GetFiles(site.Folder, "balsts.db*"))
            {
                using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var bytes = new MemoryStream();
                await stream.CopyToAsync(bytes);
                bytes.ToArray().AsSpan().IndexOf(plain).ShouldBe(-1, file);
            }

        // a new key in front of the old one opens it; without the old one it does not open, and nothing breaks; in another's place neither
        var newer = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData("newer"u8));
        await using (var rotated = new TestSite(site, ("BALSTS_KEY", $"{newer} {Key}")))
        {
            var there = await rotated.As("mentor", "en");
            (await there.Open(page)).QuerySelector("#note")!.TextContent.ShouldContain(words);
            (await there.Submit(address, ("Posted.Text", words + " Jau izdomāts."))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        }
        var note = await site.Db(db => db.Seen<PrivateNote>(Viewer.System).AsNoTracking().SingleAsync());
        note.Read(InstallationKey.Parse(newer))!.ShouldEndWith("Jau izdomāts.");
        note.Read(InstallationKey.Parse(Key)).ShouldBeNull();

        // whoever writes into the database puts themselves in as its author, or the note beside other work, and reads nothing; where two records become one the words go along; a key that is renewed lets the old one go
        var (keys, own) = (InstallationKey.Parse($"{newer} {Key}"), new PrivateNote { Id = Guid.CreateVersion7(), CountryId = "LV", AuthorId = Id("gaujmala 1"), SubjectId = activity });
        own.Write("Paliek pie autora.", InstallationKey.Parse(Key), site.Clock.GetUtcNow().UtcDateTime).Failed.ShouldBeFalse();
        foreach (var (author, subject) in new[] { (Id("teacher"), activity), (own.AuthorId, Id("teacher goal")) })
            PutIn(own, author, subject).Read(keys).ShouldBeNull();
        await site.Db(async db =>
        {
            db.Add(Viewer.System, own);
            db.Record(Viewer.System, new NoteWritten(), own);
            return await db.Save();
        });
        (await site.Ask(async s => await s.GetRequiredService<MergePeople>().Run(new() { StaysId = Id("gaujmala 2"), SameId = Id("gaujmala 1") }, (await site.Viewer("head"))!))).Problem.ShouldBeNull();
        await using (var rotated = new TestSite(site, ("BALSTS_KEY", $"{newer} {Key}")))
        {
            (await rotated.Ask(s => s.GetRequiredService<SealAnew>().Run())).ShouldBe(new Renewed(1, 0));
            (await rotated.Ask(s => s.GetRequiredService<RenewProtection>().Run())).Unopened.ShouldBe(0);
            (await rotated.Ask(s => s.GetRequiredService<SealAnew>().Run())).ShouldBe(new Renewed(0, 0));
        }
        var moved = await site.Db(db => db.Seen<PrivateNote>(Viewer.System).AsNoTracking().SingleAsync(n => n.Id == own.Id));
        (moved.AuthorId, moved.Read(InstallationKey.Parse(newer))).ShouldBe((Id("gaujmala 2"), "Paliek pie autora."));
        await using (var renewed = new TestSite(site, ("BALSTS_KEY", newer))) (await (await renewed.As("mentor", "en")).Open(page)).QuerySelector("#note")!.TextContent.ShouldContain("Jau izdomāts.");
        await site.Db(async db =>
        {
            var gone = await db.Seen<PrivateNote>(Viewer.System).FirstAsync(n => n.Id == own.Id);
            db.Remove(gone);
            db.Record(Viewer.System, new NoteRemoved(), gone);
            return await db.Save();
        });
        (await mentor.Open(page)).QuerySelector("#note")!.TextContent.ShouldContain("cannot be opened");
        (await mentor.Submit(address, ("Posted.Text", words))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        // its author has it in what is held on them, in words, and removes it
        var work = Guid.Parse((await mentor.Submit("/my-data")).Next().Split('/')[^1]);
        (await site.Ask(s => s.GetRequiredService<DoWork>().Next(default))).ShouldBeTrue();
        using (var zip = new ZipArchive(await mentor.GetStreamAsync($"/my-data/{work}.zip")))
        {
            using var text = new StreamReader(zip.GetEntry("PrivateNote.json")!.Open());
            (await text.ReadToEndAsync()).ShouldContain(words);
        }
        (await mentor.Submit(address, ("act", "remove"))).Next().ShouldBe(page);
        (await mentor.GetAsync(api)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await site.Db(db => db.Seen<PrivateNote>(Viewer.System).CountAsync())).ShouldBe(0);
    }

    /// <summary>The sealed words as they lie there, with another author or about something else.</summary>
    static PrivateNote PutIn(PrivateNote note, Guid author, Guid subject)
    {
        var bent = new PrivateNote { Id = note.Id, CountryId = note.CountryId, AuthorId = author, SubjectId = subject };
        typeof(PrivateNote).GetProperty(nameof(PrivateNote.Sealed))!.SetValue(bent, note.Sealed);
        return bent;
    }
}
