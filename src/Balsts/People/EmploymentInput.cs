using System.ComponentModel.DataAnnotations;
using Balsts.Units;
using Foundation.Files;
using Foundation.Outcomes;

namespace Balsts.People;

/// <summary>As what, how much and over which time somebody works: what adding a person and an employment and changing one ask alike.</summary>
public abstract class EmploymentInput
{
    public PostKind Post { get; set; } = PostKind.Teacher;
    [StringLength(Employment.SubjectMax)] public string? Subject { get; set; }

    /// <summary>Full loads: 0.5 is half.</summary>
    [Range(0d, Employment.LoadMax / 1000d)] public decimal? Load { get; set; }
    public DateOnly? StartsOn { get; set; }
    public DateOnly? EndsOn { get; set; }

    internal int Thousandths => (int)Math.Round((Load ?? 0) * 1000, MidpointRounding.AwayFromZero);
    internal string SubjectText => CellText.Clean(Subject ?? "");

    /// <summary>What no employment may say; null when all is well.</summary>
    internal Problem? Wrong()
    {
        if (StartsOn is { Year: < 1900 or > 2100 }) return Employment.DayOutside;
        if (EndsOn is { Year: < 1900 or > 2100 }) return Employment.DayOutside with { Field = nameof(EndsOn) };
        if (EndsOn < StartsOn) return Employment.EndsBeforeItStarts;
        return CellText.IsPlain(SubjectText) ? null : Person.NotPlain with { Field = nameof(Subject) };
    }

    /// <summary>Begins with what stands there.</summary>
    internal void Show(Employment employment) => (Post, Subject, Load, StartsOn, EndsOn) =
        (employment.Post, employment.Subject, employment.Load == 0 ? null : employment.Load / 1000m, employment.StartsOn, employment.EndsOn);
}
