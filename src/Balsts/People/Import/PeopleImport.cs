using System.Linq.Expressions;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Balsts.People.Import;

/// <summary>One list of people that was taken in: when, by whom, from which file, and what came of it. The history of the batch hangs on it.</summary>
public sealed class PeopleImport : ISeen<PeopleImport>, IHistoric
{
    public const int FileNameMax = 200;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }

    /// <summary>Who took it in; empty for the command line.</summary>
    public required Guid ById { get; init; }
    public required DateTime At { get; init; }
    public required string FileName { get; init; }
    public required int People { get; init; }
    public required int Employments { get; init; }
    public required int Updated { get; init; }
    public required int Unchanged { get; init; }
    public required int Refused { get; init; }
    Guid IHistoric.HistoryId => Id;

    /// <summary>Whoever took it in, and those who keep the people of the whole country.</summary>
    public static Expression<Func<PeopleImport, bool>> SeenBy(Viewer viewer)
    {
        Expression<Func<PeopleImport, bool>> own = i => i.ById == viewer.PersonId;
        var countries = viewer.CountriesOf(PeopleRights.Manage);
        return countries.Length > 0 ? own.Or(i => countries.Contains(i.CountryId)) : own;
    }

    public bool AddedBy(Viewer viewer) => ById == viewer.PersonId && viewer.May(PeopleRights.Manage);
}

/// <summary>Which column of a file held what, the last time somebody of the country took in a list with these very columns.</summary>
public sealed class RememberedMapping : ISeen<RememberedMapping>
{
    public required Guid Id { get; init; }
    public required string CountryId { get; init; }

    /// <summary>SHA-256 over the column names, folded and sorted.</summary>
    public required string Headers { get; init; }

    /// <summary>The mapping as JSON: field and column name.</summary>
    public required string Columns { get; set; }

    public static Expression<Func<RememberedMapping, bool>> SeenBy(Viewer viewer) => viewer.May(PeopleRights.Manage) ? m => viewer.Countries.Contains(m.CountryId) : Sight.Nothing<RememberedMapping>();
    public bool AddedBy(Viewer viewer) => viewer.May(PeopleRights.Manage);
}

/// <summary>A list was taken in.</summary>
/// <param name="Digest">SHA-256 over what was written, row by row.</param>
[Sentence("{0} took in a list: {1} new people, {2} new employments, {3} changed, {4} refused.")]
public sealed record PeopleImported(int People, int Employments, int Updated, int Refused, string Digest) : IRecorded;

sealed class PeopleImportMapping : IEntityTypeConfiguration<PeopleImport>
{
    public void Configure(EntityTypeBuilder<PeopleImport> import)
    {
        import.ToTable("people_imports");
        import.Property(i => i.FileName).HasMaxLength(PeopleImport.FileNameMax);
        import.HasIndex(i => new { i.CountryId, i.At });
        import.HasIndex(i => i.ById);
    }
}

sealed class RememberedMappingMapping : IEntityTypeConfiguration<RememberedMapping>
{
    public void Configure(EntityTypeBuilder<RememberedMapping> mapping)
    {
        mapping.ToTable("people_import_mappings");
        mapping.Property(m => m.Headers).HasMaxLength(64);
        mapping.HasIndex(m => new { m.CountryId, m.Headers }).IsUnique();
    }
}
