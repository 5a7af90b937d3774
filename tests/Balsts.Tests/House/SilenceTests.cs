using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Balsts.Tests;

/// <summary>Nothing changes in silence, and nothing is read without a viewer.</summary>
public sealed class SilenceTests
{
    /// <summary>What reads or writes rows whoever looks: the system itself, and a person put in the place of another everywhere.</summary>
    static readonly string[] LooksPastSight = ["Viewer.System", "db.Replace("];

    /// <summary>Rows without a history of their own, each with its reason.</summary>
    static readonly Dictionary<string, string> WithoutHistory = new()
    {
        ["HistoryEntry"] = "is the history",
        ["ProtectionKey"] = "made by the framework, for nobody",
        ["HistoryDetail"] = "is the history",
        ["HistoryAnchor"] = "how far the chain of the history went on a day",
        ["Trace"] = "is a history itself: of reading",
        ["Notification"] = "a message about what the history tells already",
        ["Session"] = "where somebody is signed in is memory, kept for two months; what they do is told",
        ["SecondFactor"] = "each act is told on its account; a wrong code is counted and changes nothing of which a history would tell",
        ["Passkey"] = "each act is told on its account; that it was used is memory",
        ["KnownDevice"] = "the mark of a browser in which somebody signed in before",
        ["Draft"] = "nobody but its writer ever saw it",
        ["Tries"] = "a count, for a day",
        ["DoorLetter"] = "a letter asked for and not sent yet; that it was sent is told of the account",
        ["ResetLink"] = "that it was sent, and that it was used, is told on its account",
        ["Submission"] = "the mark of a form that was carried out",
        ["Work"] = "tells its own state; what it changed is told by itself",
        ["FeedReading"] = "the day on which a program last came for a calendar",
        ["MonthReminder"] = "the mark of a notification that was told, and what it is about has a history",
        ["OutgoingLetter"] = "tells its own state; what it tells of has a history",
        ["HouseVersion"] = "a counter",
        ["ActivityDelta"] = "derived from the ledger, whose history tells it",
        ["TouchedYear"] = "derived from the ledger, whose history tells it",
        ["MovedYear"] = "derived from the tree of units, whose history tells it",
        ["UnitTally"] = "derived from the ledger, whose history tells it",
        ["PromiseTally"] = "derived from the ledger, whose history tells it",
        ["UnitStaff"] = "derived from employments, whose history tells them",
        ["LoadUsed"] = "derived from the ledger, whose history tells it",
        ["PersonYear"] = "derived from the ledger, whose history tells it",
        ["RememberedMapping"] = "a convenience: which columns a file had last time",
        ["IdentityUserClaim`1"] = "Identity's own table, told through Account",
        ["IdentityUserLogin`1"] = "Identity's own table, told through Account",
        ["IdentityUserToken`1"] = "Identity's own table, told through Account",
    };

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_change_that_nothing_tells_is_refused_and_nothing_is_saved(On database)
    {
        await using var site = new TestSite(database);
        var before = await site.Db(db => db.Seen<Person>(Viewer.System).CountAsync());

        await Should.ThrowAsync<SilentChangeException>(() => site.Db(async db =>
        {
            var person = new Person { Id = Guid.CreateVersion7(), CountryId = "LV" };
            person.Describe("Klusa", "Diena", "", "");
            db.Add(Viewer.System, person);
            return await db.Save();
        }));
        await Should.ThrowAsync<SilentChangeException>(() => site.Db(async db =>
        {
            (await db.Seen<Person>(Viewer.System).FirstAsync()).Describe("Cits", "Vārds", "", "");
            return await db.Save();
        }));
        await Should.ThrowAsync<SilentChangeException>(() => site.Db(async db =>
        {
            db.Remove(await db.Seen<Employment>(Viewer.System).FirstAsync());
            return await db.Save();
        }));

        (await site.Db(db => db.Seen<Person>(Viewer.System).CountAsync())).ShouldBe(before);
    }

    [Theory, MemberData(nameof(TestSite.Both), MemberType = typeof(TestSite))]
    public async Task A_batch_that_nothing_tells_is_refused_and_nothing_is_saved(On database)
    {
        await using var site = new TestSite(database);
        var before = await site.Db(db => db.Seen<Person>(Viewer.System).CountAsync());

        await Should.ThrowAsync<SilentChangeException>(() => site.Db(async db =>
        {
            await using var together = await db.Begin();
            var old = await db.HistoryOf(await db.Seen<Person>(Viewer.System).FirstAsync(p => p.Id == TestSite.Id("head"))).FirstAsync(); // told long ago, and of something else
            return await db.Bulk(Viewer.System, old, Somebody());
        }));
        await Should.ThrowAsync<SilentChangeException>(() => site.Db(async db => await db.Bulk(Viewer.System, db.Record(Viewer.System, new PersonAdded(), Somebody()[0]), Somebody())));
        await Should.ThrowAsync<SilentChangeException>(() => site.Db(async db =>
        {
            await using var together = await db.Begin();
            var people = Somebody();
            await db.Bulk(Viewer.System, db.Record(Viewer.System, new PersonAdded(), people[0]), people);
            await together.Commit(); // told, and the telling not saved
            return true;
        }));
        (await site.Db(db => db.Seen<Person>(Viewer.System).CountAsync())).ShouldBe(before);

        (await site.Db(async db =>
        {
            await using var together = await db.Begin();
            var people = Somebody();
            await db.Bulk(Viewer.System, db.Record(Viewer.System, new PersonAdded(), people[0]), people);
            (await db.Save()).Failed.ShouldBeFalse();
            await together.Commit();
            return await db.HistoryOf(people[0]).CountAsync();
        })).ShouldBe(1);
        (await site.Db(db => db.Seen<Person>(Viewer.System).CountAsync())).ShouldBe(before + 1);

        static Person[] Somebody()
        {
            var person = new Person { Id = Guid.CreateVersion7(), CountryId = "LV" };
            person.Describe("Klusa", "Diena", "", "");
            return [person];
        }
    }

    [Fact]
    public async Task Every_entity_has_a_history_or_a_reason_why_not()
    {
        await using var site = new TestSite(On.Sqlite);
        var silent = await site.Db(db => Task.FromResult(db.Tables.Model.GetEntityTypes().Select(t => t.ClrType)
            .Where(t => !typeof(IHistoric).IsAssignableFrom(t) && !WithoutHistory.ContainsKey(t.Name)).Select(t => t.Name).Distinct().ToList()));
        silent.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_entity_carries_its_country()
    {
        string[] without = ["HistoryDetail", "HistoryAnchor", "ProtectionKey", "Submission", "Tries", "DoorLetter", "HouseVersion", "IdentityUserClaim`1", "IdentityUserLogin`1", "IdentityUserToken`1"];
        await using var site = new TestSite(On.Sqlite);
        var stateless = await site.Db(db => Task.FromResult(db.Tables.Model.GetEntityTypes()
            .Where(t => t.FindProperty("CountryId") is null && !without.Contains(t.ClrType.Name)).Select(t => t.ClrType.Name).ToList()));
        stateless.ShouldBeEmpty();
    }

    [Fact]
    public void The_files_that_look_with_the_systems_eyes_are_known()
    {
        Source.Files("src", ".cs", ".razor").Where(f => !f.Contains("Migrations", StringComparison.Ordinal) && LooksPastSight.Any(File.ReadAllText(f).Contains))
            .Select(f => Path.GetRelativePath(Path.Combine(Source.Root, "src"), f).Replace('\\', '/')).Order(StringComparer.Ordinal)
            .ShouldBe(File.ReadAllLines(Path.Combine(Source.Root, "tests", "Balsts.Tests", "House", "system-eyes.txt")).Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split(' ')[0]).Order(StringComparer.Ordinal));
    }
}
