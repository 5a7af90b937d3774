using System.Linq.Expressions;
using System.Security.Cryptography;
using System.Text;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Balsts.Forms;

public enum FormState
{
    [Sentence("In use", Context = "form")] InUse,
    [Sentence("Retired", Context = "form")] Retired,
}

/// <summary>What somebody observes by: an instrument of the house, or of a unit that has the right to use it. What it asks stands in its versions; a visit keeps the version that it began with.</summary>
public sealed class ObservationForm : ISeen<ObservationForm>, IHistoric, IVersioned
{
    /// <summary>The form of the house that is offered first.</summary>
    public const string Default = "balsts-lesson";

    /// <summary>The form of the house by which colleagues visit one another.</summary>
    public const string Peer = "balsts-peer-visit";

    /// <summary>Characters of a whole form in JSON; the longest instruments in three languages have a tenth of it.</summary>
    public const int JsonMax = 400_000;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }

    /// <summary>Whose it is; null where it is the house's own.</summary>
    public Guid? UnitId { get; init; }

    /// <summary>What the form is called in its JSON, and by which a later import finds it again.</summary>
    public required string Code { get; init; }
    public Wording Name { get; private set; } = new();

    /// <summary>By the name in the language of the country.</summary>
    public string SortName { get; private set; } = "";

    /// <summary>The number of the version that a new visit begins with.</summary>
    public int Current { get; private set; }

    /// <summary>SHA-256 of what that version asks.</summary>
    public string Digest { get; private set; } = "";

    /// <summary>Since when no new visit begins with it.</summary>
    public DateOnly? RetiredOn { get; private set; }
    public int Version { get; private set; }
    public List<FormVersion> Versions { get; private set; } = [];
    Guid IHistoric.HistoryId => Id;

    public FormState State => RetiredOn is null ? FormState.InUse : FormState.Retired;

    public static readonly Problem Faulty = new(ProblemKind.Invalid, "form.faulty", "The form cannot be read yet. Below stands every place that has to be put right, and how.", "Json");
    public static readonly Problem NothingToRead = new(ProblemKind.Invalid, "form.empty", "Choose a file, or put the form into the field as JSON.", "Json");
    public static readonly Problem Same = new(ProblemKind.Conflict, "form.same", "This is word for word the edition that is in use. Nothing was published.", "Json");
    public static readonly Problem IsRetired = new(ProblemKind.Conflict, "form.retired", "This form is retired. Take it into use again before you publish an edition of it.", "Json");
    public static readonly Problem NotRetired = new(ProblemKind.Conflict, "form.not-retired", "This form is in use.");

    /// <summary>The house's own: everybody in the country. A unit's: those who work in it or below it, and those who keep the forms there.</summary>
    public static Expression<Func<ObservationForm, bool>> SeenBy(Viewer viewer)
    {
        var (all, home, countries, units) = (viewer.Countries, viewer.Home, viewer.CountriesOf(FormRights.Keep), viewer.ReachOf(FormRights.Keep));
        return f => (f.UnitId == null && all.Contains(f.CountryId)) || (f.UnitId != null && home.Contains(f.UnitId.Value)) || (f.UnitId != null && countries.Contains(f.CountryId)) || (f.UnitId != null && units.Contains(f.UnitId.Value));
    }

    public bool AddedBy(Viewer viewer) => KeptBy(viewer);

    /// <summary>Who publishes versions of it and retires it. The house keeps its own.</summary>
    public bool KeptBy(Viewer viewer) => UnitId is { } unit ? viewer.May(FormRights.Keep, CountryId, unit) : viewer.IsSystem;

    /// <summary>Adds a version, which stands from now on and never changes.</summary>
    /// <param name="language">In which language the country sorts it.</param>
    public Outcome<FormVersion> Publish(FormBody body, string language, Guid? by, DateTime now)
    {
        if (RetiredOn is not null) return IsRetired;
        var json = body.ToJson();
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));
        if (digest == Digest) return Same;
        (Name, Digest, Current) = (body.Name, digest, Current + 1);
        SortName = SortKey.Of(Name.In(language), CountryId, Id);
        var version = new FormVersion { Id = Guid.CreateVersion7(), CountryId = CountryId, FormId = Id, Number = Current, PublishedById = by, PublishedAt = now, Body = json, Digest = digest };
        Versions.Add(version);
        return version;
    }

    public Outcome Retire(DateOnly today)
    {
        if (RetiredOn is not null) return IsRetired with { Field = null };
        RetiredOn = today;
        return Outcome.Done;
    }

    public Outcome TakeBack()
    {
        if (RetiredOn is null) return NotRetired;
        RetiredOn = null;
        return Outcome.Done;
    }
}

/// <summary>What a form asked from one day on. Nothing of it is ever changed: whoever observed by it is read by it.</summary>
public sealed class FormVersion : ISeen<FormVersion>, IHistoric
{
    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid FormId { get; init; }
    public ObservationForm? Form { get; init; }
    public required int Number { get; init; }

    /// <summary>Who published it; null where the house did.</summary>
    public Guid? PublishedById { get; init; }
    public required DateTime PublishedAt { get; init; }

    /// <summary>A <see cref="FormBody"/> as JSON.</summary>
    public required string Body { get; init; }

    /// <summary>SHA-256 of the body, in hexadecimal.</summary>
    public required string Digest { get; init; }
    Guid IHistoric.HistoryId => FormId;

    /// <summary>Whoever sees the form.</summary>
    public static Expression<Func<FormVersion, bool>> SeenBy(Viewer viewer) => ObservationForm.SeenBy(viewer).Through((FormVersion v) => v.Form!);

    public bool AddedBy(Viewer viewer) => Form?.KeptBy(viewer) == true;
}

public static class FormRights
{
    public const string Keep = "forms.keep";
}

[Sentence("{0} published edition {1} of the form.")] public sealed record FormPublished(int Number) : IRecorded;
[Sentence("{0} retired the form.")] public sealed record FormRetired : IRecorded;
[Sentence("{0} took the form into use again.")] public sealed record FormTakenBack : IRecorded;

sealed class ObservationFormMapping : IEntityTypeConfiguration<ObservationForm>
{
    public void Configure(EntityTypeBuilder<ObservationForm> form)
    {
        form.ToTable("observation_forms");
        form.Property(f => f.Code).HasMaxLength(FormBody.CodeMax);
        form.Property(f => f.Name).HasConversion(name => name.ToJson(), json => Wording.Of(json)).HasMaxLength(FormBody.NameMax * 8);
        form.Property(f => f.SortName).HasMaxLength(SortKey.MaxLength);
        form.Property(f => f.Digest).HasMaxLength(64);
        form.Ignore(f => f.State);
        form.HasIndex(f => new { f.CountryId, f.SortName });
        form.HasIndex(f => new { f.CountryId, f.UnitId, f.Code }).IsUnique();
        form.HasMany(f => f.Versions).WithOne(v => v.Form).HasForeignKey(v => v.FormId);
    }
}

sealed class FormVersionMapping : IEntityTypeConfiguration<FormVersion>
{
    public void Configure(EntityTypeBuilder<FormVersion> version)
    {
        version.ToTable("form_versions");
        version.Property(v => v.Digest).HasMaxLength(64);
        version.HasIndex(v => new { v.FormId, v.Number }).IsUnique();
    }
}
