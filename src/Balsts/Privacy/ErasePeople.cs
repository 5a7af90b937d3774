using Balsts.Appointments;
using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.Files;
using Foundation.Jobs;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Privacy;

/// <summary>One kind of somebody's data: how many rows go, and how many stay because the law keeps them.</summary>
public sealed record ErasureLine(DataKind Kind, int Goes, int Stays);

/// <summary>What erasing somebody's data comes to. The name goes with whoever is somebody here no more: who works or holds a post is still kept account of.</summary>
public sealed record ErasurePlan(Going Going, bool WithName, IReadOnlyList<ErasureLine> Lines)
{
    /// <summary>The kinds of which something goes, in one word each: whoever confirms sends back what they looked at.</summary>
    public string Kinds => string.Join(' ', Lines.Where(l => l.Goes > 0).Select(l => l.Kind));
}

/// <summary>Erases what the law lets go of people's data: on request, when their time is over, and again in a database that was brought back.</summary>
public sealed class ErasePeople(AppDb db, CountryPacks packs, TimeProvider clock, MyDataFiles gathered, Attachments attachments)
{
    /// <summary>What would go and what would stay, kind by kind; nothing is changed.</summary>
    public async Task<ErasurePlan> Plan(Guid personId, string countryId, CancellationToken ct = default)
    {
        var going = await Going(personId, ct);
        var withName = !await IsSomebodyHere(going.People, countryId, ct);
        var lines = new List<ErasureLine>();
        foreach (var kind in Enum.GetValues<DataKind>())
        {
            var (goes, stays) = kind != DataKind.Person ? (0, 0) : withName ? (going.People.Length, 0) : (0, going.People.Length);
            var gone = new Dictionary<Type, int>();
            foreach (var kept in What(withName).Where(k => k.Kind == kind)) goes += gone[kept.Rows.Entity] = (await db.Count(kept.Rows, going, ct)).Sum(r => r.Rows);
            foreach (var entity in House.Persons.DistinctBy(c => (c.Entity, c.Column)).Where(c => Stays(c, withName) && DataKinds.Of(c.Entity) == kind).GroupBy(c => c.Entity))
            {
                var named = 0;
                foreach (var column in entity) named += await db.CountNamed(column.Entity, column.Column, going.People, ct);
                stays += Math.Max(0, named - gone.GetValueOrDefault(entity.Key)); // a row whose words go is counted among those
            }
            if (goes + stays > 0) lines.Add(new(kind, goes, stays));
        }
        return new(going, withName, lines);
    }

    static IEnumerable<Kept> What(bool withName) => House.Kept.Where(k => k.Rows.OnRequest && (withName || !k.WithThePerson));

    static bool Stays(PersonData column, bool withName) => column.OnErasure != OnErasure.Erase || (!withName && House.Kept.Any(k => k.WithThePerson && k.Rows.Entity == column.Entity));

    /// <summary>A person with the records that turned out to be the same, and their accounts.</summary>
    public async Task<Going> Going(Guid personId, CancellationToken ct)
    {
        List<Guid> people = [personId];
        for (Guid[] more = [personId]; more.Length > 0; people.AddRange(more))
            more = await db.Seen<Person>(Viewer.System).Where(p => p.MergedIntoId != null && more.Contains(p.MergedIntoId.Value)).Select(p => p.Id).ToArrayAsync(ct);
        return new() { People = [.. people], Accounts = await db.AccountsOf([.. people], ct) };
    }

    /// <summary>Works, holds a post or stands in for somebody, today or later.</summary>
    public async Task<bool> IsSomebodyHere(Guid[] people, string countryId, CancellationToken ct = default) =>
        packs[countryId].Today(clock) is var today && (await db.Seen<Employment>(Viewer.System).AnyAsync(e => people.Contains(e.PersonId) && (e.EndsOn == null || e.EndsOn >= today), ct)
        || await db.Seen<Appointment>(Viewer.System).AnyAsync(a => people.Contains(a.PersonId) && (a.EndsOn == null || a.EndsOn >= today), ct)
        || await db.Seen<Mandate>(Viewer.System).AnyAsync(m => people.Contains(m.PersonId) && (m.EndsOn == null || m.EndsOn >= today), ct));

    /// <summary>Erases inside the running transaction and tells it on each of the records. Saving is the caller's, and deleting the files once it is committed.</summary>
    /// <param name="people">The person first, then their other records.</param>
    /// <param name="withName">Whether the name goes as well.</param>
    /// <param name="entry">The id under which the list of erasures names it; null where it is part of something that is told by itself.</param>
    /// <param name="viewer">Who erases.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<ErasedFiles> Erase(Guid[] people, bool withName, Guid? entry, Viewer viewer, CancellationToken ct)
    {
        var going = new Going { People = people, Accounts = await db.AccountsOf(people, ct) };
        // each bears the id under which it was ordered
        var orders = await db.Seen<Work>(Viewer.System).Where(w => people.Contains(w.OwnerId) && w.Kind == MyDataWorker.Name).Select(w => w.Order).ToListAsync(ct);
        List<Guid> files = [];
        var count = 0;
        foreach (var kept in What(withName))
        {
            var (rows, named) = await db.Erase(kept.Rows, going, ct: ct);
            files.AddRange(named);
            count += rows;
        }
        foreach (var person in await db.Seen<Person>(Viewer.System).Where(p => people.Contains(p.Id)).ToListAsync(ct))
        {
            if (withName)
            {
                if (entry is not null) await db.ForgetName(person.CountryId, person.Name, ct); // notices grow old sooner than names: whoever goes by age is named in none
                person.Erase();
            }
            db.Record(viewer, new PersonErased(withName), person, person.Id == people[0] ? entry : null);
        }
        return new(count, files, [.. orders.Select(Guid.Parse)]);
    }

    /// <summary>The rows are gone for good: their files follow. One that is left by a process that was killed here is found by the job that looks for such.</summary>
    public void Delete(ErasedFiles files)
    {
        attachments.Delete(files.Attachments);
        foreach (var file in files.Gathered) File.Delete(gathered.PathOf(file));
    }
}

/// <summary>How many rows went, and the files that lose their rows.</summary>
public sealed record ErasedFiles(int Rows, IReadOnlyList<Guid> Attachments, IReadOnlyList<Guid> Gathered);
