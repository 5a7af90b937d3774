using System.ComponentModel.DataAnnotations;
using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;

namespace Balsts.Goals;

/// <summary>Sets a goal: one's own, one agreed with an educator whom one supports, or a unit's.</summary>
public sealed class SetGoal(AppDb db, UnitTrees trees, CountryPacks packs, FindGoals find)
{
    public sealed class Input
    {
        /// <summary>Whose goal it is; of an educator's goal, where the educator works.</summary>
        [Required] public Guid? UnitId { get; set; }

        /// <summary>The educator; empty for the unit's own goal.</summary>
        public Guid? PersonId { get; set; }
        [Required, StringLength(Goal.StatementMax)] public string? Statement { get; set; }
        [StringLength(Goal.MeasureMax)] public string? Measure { get; set; }
        public string? Field { get; set; }
        public DateOnly? DueOn { get; set; }

        /// <summary>Who supports the educator in it: theirs to choose. Whoever agrees a goal with an educator supports them in it.</summary>
        public Guid? SupporterId { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Input input, Viewer viewer, CancellationToken ct = default)
    {
        if ((await trees.Now(ct)).Find(input.UnitId!.Value) is not { } unit) return Problem.NotFound;
        var person = input.PersonId;
        var mine = person == viewer.PersonId;
        if (person is null ? !viewer.May(GoalRights.Manage, unit.CountryId, unit.Id) : !mine && !viewer.May(GoalRights.Support, unit.CountryId, unit.Id)) return Problem.NotFound;
        await using var together = await db.Begin(ct);
        if (person is { } educator)
        {
            await db.Hold<Person>(educator, ct); // of two at the same moment the second counts what the first has set
            if (!await find.WorksThere(educator, unit.Id, viewer, ct)) return mine ? Goal.NotTheirs : Problem.NotFound;
            if (Goal.Beside(await find.OpenOf(educator, ct)).Problem is { } full) return full;
        }
        if (input.Field is { Length: > 0 } field && packs[unit.CountryId].SupportFields.All(f => f.Code != field)) return CountryPack.FieldUnknown;
        var goal = new Goal { Id = Guid.CreateVersion7(), CountryId = unit.CountryId, UnitId = unit.Id, PersonId = person, SetById = viewer.PersonId, StartsOn = viewer.Today };
        if (goal.Describe(input.Statement!, input.Measure ?? "", input.Field ?? "", input.DueOn, viewer.Today).Problem is { } wrong) return wrong;
        if (mine && input.SupporterId is { } supporter)
        {
            if (supporter == viewer.PersonId || !(await find.Supporters(unit.Id, viewer.Today, ct)).Contains(supporter)) return Goal.NotASupporter;
            goal.SupportedBy(supporter);
            db.Notify(Notification.To(supporter, goal.CountryId, db.Now, GoalPage.Url(goal.Id), Texts.Id("{0} asks for your support in a goal"), viewer.Name));
        }
        if (person is { } other && !mine)
        {
            goal.SupportedBy(viewer.PersonId);
            db.Notify(Notification.To(other, goal.CountryId, db.Now, GoalPage.Url(goal.Id), Texts.Id("{0} wrote down a goal with you"), viewer.Name));
        }
        db.Add(viewer, goal);
        db.Record(viewer, new GoalSet(), goal);
        if ((await db.Save(ct)).Problem is { } problem) return problem;
        await together.Commit(ct);
        return goal.Id;
    }
}
