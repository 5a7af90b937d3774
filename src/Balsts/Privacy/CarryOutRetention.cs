using System.Text.Json;
using Balsts.Appointments;
using Balsts.People;
using Balsts.Units;
using Balsts.Works;
using Foundation.Data;
using Foundation.Files;
using Foundation.History;
using Foundation.Jobs;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Privacy;

/// <summary>How many rows of a kind went or would go in a unit.</summary>
public sealed record RetentionLine(DataKind Kind, Guid? UnitId, int Rows);

/// <summary>What is confirmed before anything goes: where, up to which day of each kind, and what that came to when somebody looked.</summary>
/// <param name="Entry">Under which the history tells it in the end, and the list of erasures before.</param>
/// <param name="UnitId">The unit with all below it; the country's own stands for the country.</param>
public sealed record RetentionOrder(Guid Entry, string CountryId, Guid UnitId, Dictionary<DataKind, DateOnly> Before, RetentionLine[] Lines)
{
    public int Rows => Lines.Sum(l => l.Rows);
}

/// <summary>What came of it.</summary>
public sealed record RetentionReport(Guid UnitId, RetentionLine[] Lines)
{
    public int Rows => Lines.Sum(l => l.Rows);
}

[Sentence("{0} erased what had been kept long enough. Rows: {1}.")] public sealed record RetentionCarriedOut(int Rows) : IRecorded;

/// <summary>Looks what has been kept long enough, and erases it: batch by batch, so that nobody waits long. Begun again after a kill it goes on with what is left.</summary>
public sealed class CarryOutRetention(AppDb db, UnitTrees trees, CountryPacks packs, TimeProvider clock, ErasureList list, ErasePeople erase, Attachments attachments)
{
    const int Batch = 500;

    /// <summary>What a country keeps only for a time, with the first day that stays. Years are kept whole: a year's papers go together.</summary>
    public static IReadOnlyDictionary<DataKind, DateOnly> Before(CountryPack pack, DateOnly today, int longer) => pack.Retention
        .Where(r => r.Value.Months is not null && (r.Key == DataKind.Person || House.Kept.Any(k => k.Kind == r.Key && k.Rows.Ages)))
        .ToDictionary(r => r.Key, r => today.AddMonths(-r.Value.Months!.Value - longer) is var day && r.Value.Months >= 24 ? new DateOnly(day.Year, 1, 1) : day);

    /// <summary>Counts what would go, by kind and unit.</summary>
    /// <param name="unit">A unit with all below it.</param>
    /// <param name="longer">So many months more than the country asks for.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<RetentionOrder> Preview(TreeUnit unit, int longer, CancellationToken ct = default)
    {
        var before = Before(packs[unit.CountryId], packs[unit.CountryId].Today(clock), longer);
        var order = new RetentionOrder(Guid.CreateVersion7(), unit.CountryId, unit.Id, new(before), []);
        List<RetentionLine> lines = [];
        foreach (var (kept, going) in await Goings(order, ct))
            foreach (var rows in await db.Count(kept.Rows, going, ct)) lines.Add(new(kept.Kind, rows.UnitId, rows.Rows));
        foreach (var unitId in (await Leavers(order, int.MaxValue, ct)).Select(l => l.UnitId)) lines.Add(new(DataKind.Person, unitId, 1));
        return order with { Lines = Sums(lines) };
    }

    static RetentionLine[] Sums(IEnumerable<RetentionLine> lines) => [.. lines.GroupBy(l => (l.Kind, l.UnitId)).Select(g => new RetentionLine(g.Key.Kind, g.Key.UnitId, g.Sum(l => l.Rows))).OrderBy(l => l.Kind)];

    async Task<IReadOnlyList<(Kept, Going)>> Goings(RetentionOrder order, CancellationToken ct)
    {
        var (units, withheld) = (await Units(order, ct), await Disputed(order, ct));
        return [.. from kept in House.Kept where kept.Rows.Ages && order.Before.ContainsKey(kept.Kind) && (units is null || kept.Rows.IsPlaced) select (kept, new Going { CountryId = order.CountryId, Units = units, Before = order.Before[kept.Kind], Withheld = withheld })];
    }

    /// <summary>Whose words are restricted today: a copy of them is kept for whoever decides.</summary>
    async Task<Guid[]> Disputed(RetentionOrder order, CancellationToken ct)
    {
        var (country, today) = (order.CountryId, packs[order.CountryId].Today(clock));
        return await db.Seen<Restriction>(Viewer.System).Where(r => r.CountryId == country && r.StartsOn <= today && (r.EndsOn == null || r.EndsOn >= today)).Select(r => r.PersonId).Distinct().ToArrayAsync(ct);
    }

    async Task<Guid[]?> Units(RetentionOrder order, CancellationToken ct) => await trees.Now(ct) is var tree && tree.IsCountry(order.UnitId) ? null : [.. tree.Below(order.UnitId)];

    /// <summary>Who has been nobody here for so long that the name goes, with the unit where they last worked.</summary>
    async Task<IReadOnlyList<(Guid Id, Guid UnitId)>> Leavers(RetentionOrder order, int most, CancellationToken ct)
    {
        if (!order.Before.TryGetValue(DataKind.Person, out var before)) return [];
        var (country, units, disputed) = (order.CountryId, await Units(order, ct), await Disputed(order, ct));
        var people = db.Seen<Person>(Viewer.System).Where(p => p.CountryId == country && !disputed.Contains(p.Id) && p.MergedIntoId == null && p.GivenName != Person.NoName && p.Employments.Any() && !p.Employments.Any(e => e.EndsOn == null || e.EndsOn >= before));
        if (units is not null) people = people.Where(p => p.Employments.All(e => units.Contains(e.UnitId)));
        var posts = db.Seen<Appointment>(Viewer.System).Where(a => a.EndsOn == null || a.EndsOn >= before);
        var mandates = db.Seen<Mandate>(Viewer.System).Where(m => m.EndsOn == null || m.EndsOn >= before);
        return [.. (await people.Where(p => !posts.Any(a => a.PersonId == p.Id) && !mandates.Any(m => m.PersonId == p.Id)).OrderBy(p => p.Id).Take(most)
            .Select(p => new { p.Id, UnitId = p.Employments.OrderByDescending(e => e.EndsOn).Select(e => e.UnitId).First() }).ToListAsync(ct)).Select(p => (p.Id, p.UnitId))];
    }

    /// <summary>Erases what was confirmed.</summary>
    public async Task<Outcome<RetentionReport>> Run(RetentionOrder order, Viewer viewer, Action<int, int> progress, CancellationToken ct = default)
    {
        await list.Write(new(order.Entry, db.Now, order.CountryId, [], false, order), ct); // from here on it happens, whatever becomes of this process
        List<RetentionLine> gone = [];
        var goings = await Goings(order, ct);
        foreach (var (place, (kept, going)) in goings.Index())
        {
            progress(place, goings.Count + 1);
            for (var (rows, files) = await db.Erase(kept.Rows, going, Batch, ct); rows > 0; (rows, files) = await db.Erase(kept.Rows, going, Batch, ct))
            {
                attachments.Delete(files);
                gone.Add(new(kept.Kind, null, rows));
            }
        }
        progress(goings.Count, goings.Count + 1);
        var before = -1;
        while (before < gone.Count && await Leavers(order, Batch, ct) is { Count: > 0 } leavers)
        {
            before = gone.Count;
            foreach (var (person, unitId) in leavers)
                if (await Leave(person, order.CountryId, viewer, ct)) gone.Add(new(DataKind.Person, unitId, 1));
        }
        db.Forget();
        var report = new RetentionReport(order.UnitId, Sums(gone));
        if (await db.Seen<Unit>(Viewer.System).FirstOrDefaultAsync(u => u.Id == order.UnitId, ct) is not { } unit) return report;
        db.Record(viewer, new RetentionCarriedOut(report.Rows), unit, order.Entry);
        // told already by another node, or before a kill: it is done all the same
        return (await db.Save(ct)).Problem is { } problem && problem != AppDb.AlreadyThere ? problem : report;
    }

    /// <summary>Takes somebody's name and what goes with it; not where they came back a moment ago, or another node is at it.</summary>
    async Task<bool> Leave(Guid person, string countryId, Viewer viewer, CancellationToken ct)
    {
        db.Forget();
        var going = await erase.Going(person, ct);
        await using var together = await db.Begin(ct);
        if (await erase.IsSomebodyHere(going.People, countryId, ct)) return false;
        var files = await erase.Erase(going.People, withName: true, entry: null, viewer, ct);
        if ((await db.Save(ct)).Failed) return false;
        await together.Commit(ct);
        erase.Delete(files);
        return true;
    }
}

/// <summary>Somebody responsible wants to see what would go; it waits for their go.</summary>
public sealed class PrepareRetention(AppDb db, UnitTrees trees, CarryOutRetention retention)
{
    public sealed class Input
    {
        [System.ComponentModel.DataAnnotations.Required] public Guid? UnitId { get; set; }
        [System.ComponentModel.DataAnnotations.Range(0, LongerMax)] public int Longer { get; set; }
    }

    public const int LongerMax = 600;

    public static readonly Problem NotYours = new(ProblemKind.Invalid, "retention.unit", "Choose one of the units from the list.", "UnitId");
    public static readonly Problem NothingGoes = new(ProblemKind.Conflict, "retention.nothing", "Nothing has been kept for longer than its time. There is nothing to confirm.");

    public async Task<Outcome<Guid>> Run(Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (!viewer.SeatsOf(PrivacyRights.Retain).Contains(input.UnitId!.Value) || (await trees.Now(ct)).Find(input.UnitId.Value) is not { } unit) return NotYours;
        var order = await retention.Preview(unit, input.Longer, ct);
        var work = Work.Prepare(Guid.CreateVersion7(), viewer, RetentionWorker.Name, JsonSerializer.Serialize(order), db.Now);
        db.Add(viewer, work);
        return (await db.Save(ct)).Problem is { } problem ? problem : work.Id;
    }

    /// <summary>The preview was read, and is confirmed.</summary>
    public async Task<Outcome<Guid>> Confirm(Guid id, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Seen<Work>(viewer).FirstOrDefaultAsync(w => w.Id == id && w.Kind == RetentionWorker.Name, ct) is not { } work) return Problem.NotFound;
        if (RetentionWorker.OrderOf(work).Rows == 0) return NothingGoes;
        if (work.Start(work.Order).Problem is { } refused) return refused;
        return (await db.Save(ct)).Problem is { } problem ? problem : id;
    }
}

/// <summary>Carries out, as long work, what was confirmed.</summary>
public sealed class RetentionWorker(CarryOutRetention retention) : IWorker, IWorkResult
{
    public const string Name = "privacy.retention";

    public string Kind => Name;
    public string Title => Texts.Id("Erase what was kept long enough");
    public Type Component => typeof(RetentionResult);
    public string Begin => RetentionPage.Url;
    string IWorkResult.Prepared(Guid work) => RetentionPreviewPage.Url(work);

    public async Task<Outcome<string>> Do(string order, Viewer viewer, Action<int, int> progress, CancellationToken ct)
    {
        var confirmed = JsonSerializer.Deserialize<RetentionOrder>(order)!;
        if (!viewer.SeatsOf(PrivacyRights.Retain).Contains(confirmed.UnitId)) return PrepareRetention.NotYours;
        var report = await retention.Run(confirmed, viewer, progress, ct);
        return report.Problem is { } problem ? problem : JsonSerializer.Serialize(report.Value);
    }

    public static RetentionOrder OrderOf(Work work) => JsonSerializer.Deserialize<RetentionOrder>(work.Order)!;
    public static RetentionReport? ResultOf(Work work) => work is { Kind: Name, State: WorkState.Done, Result: { } json } ? JsonSerializer.Deserialize<RetentionReport>(json) : null;
}
