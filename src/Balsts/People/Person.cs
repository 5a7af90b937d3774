using System.Linq.Expressions;
using Balsts.Units;
using Foundation.Data;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Balsts.People;

/// <summary>An educator or anybody who works with them: a name, ways to reach them, and where they work.</summary>
public sealed class Person : ISeen<Person>, IHistoric, IVersioned, IMovesHouse
{
    public const int NameMax = 100;
    public const int EmailMax = 254;
    public const int PhoneMax = 60;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public string GivenName { get; private set; } = "";
    public string FamilyName { get; private set; } = "";
    public string SortName { get; private set; } = "";
    public string SearchText { get; private set; } = "";
    public string Email { get; private set; } = "";
    public string Phone { get; private set; } = "";

    /// <summary>The person this one turned out to be; null for everybody who is themselves.</summary>
    public Guid? MergedIntoId { get; private set; }
    public int Version { get; private set; }
    public List<Employment> Employments { get; private set; } = [];
    public List<PersonExternalId> ExternalIds { get; private set; } = [];
    Guid IHistoric.HistoryId => Id;

    public static readonly Problem NameMissing = new(ProblemKind.Invalid, "person.name-missing", "Write the given name and the family name.", "FamilyName");
    public static readonly Problem SamePerson = new(ProblemKind.Invalid, "person.same", "Choose two different people.");
    public static readonly Problem MergedAlready = new(ProblemKind.Conflict, "person.merged", "One of the two was merged already. Open the list again.");

    public string Name => $"{GivenName} {FamilyName}";

    /// <summary>Themselves, and whoever reaches a unit where they work.</summary>
    public static Expression<Func<Person, bool>> SeenBy(Viewer viewer)
    {
        Expression<Func<Person, bool>> self = p => p.Id == viewer.PersonId;
        var countries = viewer.CountriesOf(PeopleRights.Read);
        var units = viewer.ReachOf(PeopleRights.Read);
        var today = viewer.Today;
        // one country and one's own: a plain comparison, by which the index of names is read in order
        if (countries is [var only] && only == viewer.CountryId) self = p => p.CountryId == only;
        else if (countries.Length > 0) self = self.Or(p => countries.Contains(p.CountryId));
        if (units.Length > 0) self = self.Or(p => p.Employments.Any(e => units.Contains(e.UnitId) && (e.EndsOn == null || e.EndsOn >= today)));
        return self;
    }

    public bool AddedBy(Viewer viewer) => viewer.CountriesOf(PeopleRights.Manage).Contains(CountryId) || Employments.Any(e => viewer.May(PeopleRights.Manage, CountryId, e.UnitId));

    /// <summary>Says who it is and how to reach them; true when that changed something.</summary>
    public bool Describe(string givenName, string familyName, string email, string phone)
    {
        if ((GivenName, FamilyName, Email, Phone) == (givenName, familyName, email, phone)) return false;
        (GivenName, FamilyName, Email, Phone) = (givenName, familyName, email, phone);
        SortName = SortKey.Of($"{familyName} {givenName}", CountryId, Id);
        SearchText = Fold.Of($"{givenName} {familyName} {email}");
        return true;
    }

    public Employment Employ(Guid unitId, PostKind post, string subject, int load, DateOnly? from, DateOnly? until)
    {
        var employment = new Employment { Id = Guid.CreateVersion7(), PersonId = Id, CountryId = CountryId, UnitId = unitId, StartsOn = from };
        employment.Describe(post, subject, load, until);
        Employments.Add(employment);
        return employment;
    }

    /// <summary>Known to another system under this value.</summary>
    public void Known(string system, string value) => ExternalIds.Add(new() { Id = Guid.CreateVersion7(), PersonId = Id, CountryId = CountryId, System = system, Value = value });

    internal void MergeInto(Guid other) => MergedIntoId = other;
}

/// <summary>Where and as what a person works, over a time; several at once.</summary>
public sealed class Employment : ISeen<Employment>, IHistoric, IVersioned
{
    public const int SubjectMax = 120;

    /// <summary>Thousandths of a full load.</summary>
    public const int LoadMax = 2000;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid PersonId { get; init; }
    public required Guid UnitId { get; init; }
    public PostKind Post { get; private set; }

    /// <summary>The subject, as the school writes it.</summary>
    public string Subject { get; private set; } = "";

    /// <summary>Thousandths of a full load; 0 where it is not known.</summary>
    public int Load { get; private set; }

    /// <summary>Null: since before the records begin.</summary>
    public required DateOnly? StartsOn { get; init; }
    public DateOnly? EndsOn { get; private set; }
    public int Version { get; private set; }
    Guid IHistoric.HistoryId => PersonId;

    public static readonly Problem LoadOutside = new(ProblemKind.Invalid, "employment.load", "A load is between 0 and 2 full loads.", "Load");
    public static readonly Problem EndsBeforeItStarts = new(ProblemKind.Invalid, "employment.ends-before-start", "The last day lies before the first one.", "EndsOn");

    public static Expression<Func<Employment, bool>> SeenBy(Viewer viewer)
    {
        Expression<Func<Employment, bool>> own = e => e.PersonId == viewer.PersonId;
        var countries = viewer.CountriesOf(PeopleRights.Read);
        var units = viewer.ReachOf(PeopleRights.Read);
        if (countries.Length > 0) own = own.Or(e => countries.Contains(e.CountryId));
        return units.Length > 0 ? own.Or(e => units.Contains(e.UnitId)) : own;
    }

    public bool AddedBy(Viewer viewer) => viewer.May(PeopleRights.Manage, CountryId, UnitId);

    public bool Describe(PostKind post, string subject, int load, DateOnly? until)
    {
        if ((Post, Subject, Load, EndsOn) == (post, subject, load, until)) return false;
        (Post, Subject, Load, EndsOn) = (post, subject, load, until);
        return true;
    }
}

/// <summary>What another system calls a person. One value belongs to one person of the country.</summary>
public sealed class PersonExternalId : ISeen<PersonExternalId>, IHistoric
{
    public const int ValueMax = 100;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public required Guid PersonId { get; init; }
    public required string System { get; init; }
    public required string Value { get; init; }
    Guid IHistoric.HistoryId => PersonId;

    /// <summary>Only for imports and for the person: an identifier tells more than a page needs.</summary>
    public static Expression<Func<PersonExternalId, bool>> SeenBy(Viewer viewer)
    {
        var countries = viewer.CountriesOf(PeopleRights.Manage);
        Expression<Func<PersonExternalId, bool>> own = x => x.PersonId == viewer.PersonId;
        return countries.Length > 0 ? own.Or(x => countries.Contains(x.CountryId)) : own;
    }

    public bool AddedBy(Viewer viewer) => viewer.May(PeopleRights.Manage);
}

public static class PeopleRights
{
    public const string Read = "people.read";
    public const string Manage = "people.manage";
}

[Sentence("{0} added the person.")] public sealed record PersonAdded : IRecorded;
[Sentence("{0} changed the name or the contacts.")] public sealed record PersonDescribed : IRecorded;
[Sentence("{0} added an employment at {1}.")] public sealed record EmploymentAdded(Guid UnitId) : IRecorded;
[Sentence("{0} changed the employment at {1}.")] public sealed record EmploymentChanged(Guid UnitId) : IRecorded;
[Sentence("{0} merged this person with {1}.")] public sealed record PersonMerged(Guid OtherId) : IRecorded;

sealed class PersonMapping : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> person)
    {
        person.ToTable("people");
        person.Property(p => p.GivenName).HasMaxLength(Person.NameMax);
        person.Property(p => p.FamilyName).HasMaxLength(Person.NameMax);
        person.Property(p => p.SortName).HasMaxLength(SortKey.MaxLength);
        person.Property(p => p.SearchText).HasMaxLength(Person.NameMax * 2 + Person.EmailMax + 2).ForSearch();
        person.Property(p => p.Email).HasMaxLength(Person.EmailMax);
        person.Property(p => p.Phone).HasMaxLength(Person.PhoneMax);
        person.Ignore(p => p.Name);
        person.HasIndex(p => p.SortName);
        person.HasIndex(p => new { p.CountryId, p.SortName });
        person.HasIndex(p => p.Email);
        person.HasMany(p => p.Employments).WithOne().HasForeignKey(e => e.PersonId);
        person.HasMany(p => p.ExternalIds).WithOne().HasForeignKey(x => x.PersonId);
    }
}

sealed class EmploymentMapping : IEntityTypeConfiguration<Employment>
{
    public void Configure(EntityTypeBuilder<Employment> employment)
    {
        employment.ToTable("employments");
        employment.Property(e => e.Subject).HasMaxLength(Employment.SubjectMax);
        employment.HasIndex(e => new { e.PersonId, e.UnitId });
        employment.HasIndex(e => new { e.UnitId, e.PersonId });
    }
}

sealed class PersonExternalIdMapping : IEntityTypeConfiguration<PersonExternalId>
{
    public void Configure(EntityTypeBuilder<PersonExternalId> id)
    {
        id.ToTable("person_external_ids");
        id.Property(x => x.System).HasMaxLength(40);
        id.Property(x => x.Value).HasMaxLength(PersonExternalId.ValueMax);
        id.HasIndex(x => new { x.CountryId, x.System, x.Value }).IsUnique();
    }
}
