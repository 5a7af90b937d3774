using System.ComponentModel.DataAnnotations;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Goals;

/// <summary>Says anew what is meant to be reached, by when, and, of one's own goal, with whose support.</summary>
public sealed class ChangeGoal(AppDb db, CountryPacks packs, FindGoals find)
{
    public sealed class Input
    {
        [Required, StringLength(Goal.StatementMax)] public string? Statement { get; set; }
        [StringLength(Goal.MeasureMax)] public string? Measure { get; set; }
        public string? Field { get; set; }
        public DateOnly? DueOn { get; set; }

        /// <summary>The educator's to choose; nobody else's words change it.</summary>
        public Guid? SupporterId { get; set; }
    }

    public async Task<Outcome<Guid>> Run(Guid id, int? version, Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (await db.Seen<Goal>(viewer).FirstOrDefaultAsync(g => g.Id == id, ct) is not { } goal || !goal.KeptBy(viewer)) return Problem.NotFound;
        if (version is { } known && !db.StillAt(goal, known)) return Problem.ChangedMeanwhile;
        if (input.Field is { Length: > 0 } field && packs[goal.CountryId].SupportFields.All(f => f.Code != field)) return CountryPack.FieldUnknown;
        if (goal.Describe(input.Statement!, input.Measure ?? "", input.Field ?? "", input.DueOn, viewer.Today).Problem is { } wrong) return wrong;
        if (goal.PersonId == viewer.PersonId && input.SupporterId != goal.SupporterId)
        {
            if (input.SupporterId is { } supporter)
            {
                if (supporter == viewer.PersonId || !(await find.Supporters(goal.UnitId, viewer.Today, ct)).Contains(supporter)) return Goal.NotASupporter;
                db.Notify(Notification.To(supporter, goal.CountryId, db.Now, GoalPage.Url(goal.Id), Texts.Id("{0} asks for your support in a goal"), viewer.Name));
            }
            goal.SupportedBy(input.SupporterId);
        }
        db.Record(viewer, new GoalChanged(), goal);
        return (await db.Save(ct)).Problem is { } problem ? problem : goal.Id;
    }
}
