using System.ComponentModel.DataAnnotations;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Security;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.People;

/// <summary>Makes one person of two records that are the same one: whatever the rooms say moves with a person moves. Never by itself: somebody has looked.</summary>
public sealed class MergePeople(AppDb db, IGuardPeople guard, Accounts accounts, IEnumerable<IMergePart> parts)
{
    /// <summary>Moved by the person's own record, or never there: who is merged away has no account.</summary>
    static readonly Type[] Own = [typeof(Person), typeof(Employment), typeof(PersonExternalId), typeof(Account)];

    public sealed class Input
    {
        /// <summary>Who stays.</summary>
        [Required] public Guid? StaysId { get; set; }

        /// <summary>Who turns out to be the same.</summary>
        [Required] public Guid? SameId { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (input.StaysId == input.SameId) return Person.SamePerson;
        var ids = new[] { input.StaysId!.Value, input.SameId!.Value };
        var people = await db.Seen<Person>(viewer).Include(p => p.Employments).Where(p => ids.Contains(p.Id)).ToListAsync(ct);
        var (stays, same) = (people.Find(p => p.Id == input.StaysId), people.Find(p => p.Id == input.SameId));
        if (stays is null || same is null || stays.CountryId != same.CountryId || !stays.ManagedBy(viewer) || !same.ManagedBy(viewer)) return Problem.NotFound;
        if (ids.Contains(viewer.PersonId)) return Person.OwnRecord;
        // the one who stays takes over the posts and, where they have none, the e-mail of the other
        if ((await guard.Beyond(viewer, ids, ct)).FirstOrDefault() is var guarded && people.Find(p => p.Id == guarded) is { } elsewhere) return Person.PostElsewhere.With(elsewhere.Name);

        // whoever may merge two records sees all of both: identifiers and employments elsewhere move too
        await db.Seen<PersonExternalId>(Viewer.System).Where(x => x.PersonId == same.Id).LoadAsync(ct);
        var states = await accounts.StatesOf(ids, ct);
        if (states.ContainsKey(same.Id)) return states.ContainsKey(stays.Id) ? Person.BothSignIn : Person.OtherSignsIn.With(same.Name);

        if (same.MergeInto(stays).Problem is { } refused) return refused;
        db.Record(viewer, new PersonMerged(same.Id), stays);
        db.Record(viewer, new PersonWasMerged(stays.Id), same);
        foreach (var part in parts) await part.Prepare(same.Id, stays.Id, ct);
        foreach (var column in House.Persons.Where(c => c.OnMerge == OnMerge.MoveToTheOther && !Own.Contains(c.Entity)))
            await db.Replace(viewer, column.Entity, column.Column, same.Id, stays.Id, new PersonReplaced(same.Id, stays.Id), ct);
        return (await db.Save(ct)).Problem is { } problem ? problem : stays.Id;
    }
}
