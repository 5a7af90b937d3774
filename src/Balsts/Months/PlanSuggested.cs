using System.ComponentModel.DataAnnotations;
using Balsts.Activities;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Periods;
using Foundation.Viewers;

namespace Balsts.Months;

/// <summary>Plans those of the suggested lines that the supporter chose, as they changed them. What is planned from the same goal, school or open line already is not planned a second time.</summary>
public sealed class PlanSuggested(AppDb db, BeginPlan plans, AddLine add, FindSuggestions find)
{
    public sealed class Input
    {
        [Required] public Guid? AppointmentId { get; set; }

        /// <summary>The month, as 2026-12.</summary>
        [Required] public string? Month { get; set; }
        [MaxLength(FindSuggestions.Most)] public List<Row> Rows { get; set => field = value ?? []; } = [];
    }

    public sealed class Row
    {
        public bool Take { get; set; }
        [Required] public Guid? FromId { get; set; }
        public DateOnly? On { get; set; }
        public int? Minutes { get; set; }
        public ActivityKind? Kind { get; set; }
    }

    public static readonly Problem NothingChosen = new(ProblemKind.Invalid, "plan.nothing-chosen", "Choose at least one line that is not planned yet.");
    public static readonly Problem NoMonth = new(ProblemKind.Invalid, "plan.no-month", "Write the month as a year and a number, such as 2026-12.", "Month");

    /// <summary>Gives the id of the plan.</summary>
    public async Task<Outcome<Guid>> Run(Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (!Month.TryParse(input.Month, out var month)) return NoMonth;
        var chosen = input.Rows.Select((row, place) => (Row: row, Place: place)).Where(r => r.Row is { Take: true }).ToList();
        var suggested = (await find.Of(input.AppointmentId!.Value, month, viewer, ct)).ToDictionary(s => s.FromId);
        if (!chosen.Exists(r => suggested.ContainsKey(r.Row.FromId!.Value))) return NothingChosen;
        var begun = await plans.Of(input.AppointmentId.Value, month, viewer, ct);
        if (begun.Problem is { } problem) return problem;
        var plan = begun.Value!;
        foreach (var (row, place) in chosen)
        {
            if (!suggested.Remove(row.FromId!.Value, out var s)) continue;
            var added = await add.Add(plan, new()
            {
                AppointmentId = input.AppointmentId,
                UnitId = s.UnitId,
                On = row.On ?? s.On,
                Minutes = row.Minutes ?? s.Minutes,
                Kind = row.Kind ?? s.Kind,
                IsOnline = s.IsOnline,
                Field = s.Field,
                Topic = s.Topic,
                People = [.. s.People],
                GoalId = s.GoalId,
                NeedId = s.NeedId,
            }, s.FromId, viewer, carried: true, ct);
            if (added.Problem is { } refused) return refused with { Field = $"Rows[{place}].{(refused.Field is "Minutes" ? "Minutes" : "On")}" };
        }
        return (await db.Save(ct)).Problem is { } unsaved ? unsaved : plan.Id;
    }
}
