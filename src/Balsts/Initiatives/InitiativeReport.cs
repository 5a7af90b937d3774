using System.Linq.Expressions;
using System.Text.Json;
using System.Text.Json.Serialization;
using Balsts.Activities;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Balsts.Initiatives;

public enum InitiativeReportState
{
    [Sentence("Draft", Context = "report")] Draft,
    [Sentence("Published", Context = "report")] Published,
}

/// <summary>What an initiative reports of itself for a time: figures from its accepted months, and the organiser's judgement.</summary>
public sealed class InitiativeReport : ISeen<InitiativeReport>, IHistoric, IVersioned
{
    public const int TextMax = 8000;
    public const int FiguresMax = 8000;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid InitiativeId { get; init; }
    public Initiative? Initiative { get; init; }
    public required DateOnly StartsOn { get; init; }
    public required DateOnly EndsOn { get; init; }
    public string Judgement { get; private set; } = "";
    public InitiativeReportState State { get; private set; }
    public DateOnly? PublishedOn { get; private set; }

    /// <summary>The figures as they stood on that day; empty in a draft, whose figures are counted whenever it is opened.</summary>
    public string Figures { get; private set; } = "";
    public int Version { get; private set; }
    Guid IHistoric.HistoryId => Id;

    public static readonly Problem Backwards = new(ProblemKind.Invalid, "initiative-report.backwards", "The last day lies before the first one.", "EndsOn");
    public static readonly Problem Outside = new(ProblemKind.Invalid, "initiative-report.outside", "The report lies within the time of the initiative.", "StartsOn");
    public static readonly Problem NotOver = new(ProblemKind.Conflict, "initiative-report.not-over", "The time of the report is not over yet. Publish it from {0} on.");
    public static readonly Problem NoJudgement = new(ProblemKind.Invalid, "initiative-report.no-judgement", "Write first what the organiser thinks of this time.", "Judgement");
    public static readonly Problem PublishedAlready = new(ProblemKind.Conflict, "initiative-report.published", "The report is published. Begin another one for a later time.");

    /// <summary>The organiser; once it is published also those who lead its schools and those above them.</summary>
    public static Expression<Func<InitiativeReport, bool>> SeenBy(Viewer viewer)
    {
        var (seats, managed, countries, units) = (viewer.SeatsOf(InitiativeRights.Manage), viewer.SubjectsOf(InitiativeRights.Manage), viewer.CountriesOf(InitiativeRights.Read), viewer.ReachOf(InitiativeRights.Read));
        return r => seats.Contains(r.Initiative!.OrganiserUnitId) || managed.Contains(r.InitiativeId)
            || (r.State == InitiativeReportState.Published && (countries.Contains(r.CountryId) || units.Contains(r.Initiative.OrganiserUnitId) || r.Initiative.Schools.Any(s => units.Contains(s.UnitId))));
    }

    public bool AddedBy(Viewer viewer) => Initiative?.ManagedBy(viewer) == true;

    public Outcome Write(string judgement)
    {
        if (State == InitiativeReportState.Published) return PublishedAlready;
        Judgement = judgement.Trim();
        return Outcome.Done;
    }

    public Outcome Publish(InitiativeFigures figures, DateOnly today)
    {
        if (State == InitiativeReportState.Published) return PublishedAlready;
        if (today <= EndsOn) return NotOver.With(EndsOn.AddDays(1));
        if (Judgement.Length == 0) return NoJudgement;
        (State, PublishedOn, Figures) = (InitiativeReportState.Published, today, JsonSerializer.Serialize(figures, InitiativeFigures.Json));
        return Outcome.Done;
    }
}

/// <summary>What the ledger says of an initiative over a time. People are counted, never listed.</summary>
public sealed record InitiativeFigures(IReadOnlyList<KindFigure> Kinds, int Reached, int Participants, int SchoolsReached, int Schools, int Goals, int MonthsAccepted, int MonthsDue, int MinutesNotAccepted)
{
    internal static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    public int Minutes => Kinds.Sum(k => k.Minutes);
    public int Activities => Kinds.Sum(k => k.Number);

    public static InitiativeFigures? Of(string figures) => figures.Length == 0 ? null : JsonSerializer.Deserialize<InitiativeFigures>(figures, Json);
}

/// <summary>Pieces of support of one kind, and how long they lasted.</summary>
public sealed record KindFigure(ActivityKind Kind, int Number, int Minutes);

[Sentence("{0} began the report of the initiative.")] public sealed record InitiativeReportBegun : IRecorded;
[Sentence("{0} wrote in the report of the initiative.")] public sealed record InitiativeReportWritten : IRecorded;
[Sentence("{0} published the report of the initiative.")] public sealed record InitiativeReportPublished : IRecorded;

sealed class InitiativeReportMapping : IEntityTypeConfiguration<InitiativeReport>
{
    public void Configure(EntityTypeBuilder<InitiativeReport> report)
    {
        report.ToTable("initiative_reports");
        report.Property(r => r.Judgement).HasMaxLength(InitiativeReport.TextMax);
        report.Property(r => r.Figures).HasMaxLength(InitiativeReport.FiguresMax);
        report.HasIndex(r => new { r.InitiativeId, r.StartsOn });
        report.HasOne(r => r.Initiative).WithMany().HasForeignKey(r => r.InitiativeId);
    }
}
