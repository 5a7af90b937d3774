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
    /// <summary>In place of the given name of somebody whose name was erased.</summary>
    public const string NoName = "№";
    internal const int NameKeyMax = NameMax * 2 + 1;
    internal const int SearchMax = NameKeyMax + EmailMax + 1;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public string GivenName { get; private set; } = "";
    public string FamilyName { get; private set; } = "";
    public string SortName { get; private set; } = "";
    public string SearchText { get; private set; } = "";

    /// <summary>The name as it is compared: two people with one name in one school may be the same.</summary>
    public string NameKey { get; private set; } = "";
    public string Email { get; private set; } = "";
    public string Phone { get; private set; } = "";

    /// <summary>The person this one turned out to be; null for everybody who is themselves.</summary>
    public Guid? MergedIntoId { get; private set; }
    public int Version { get; private set; }
    public List<Employment> Employments { get; private set; } = [];
    public List<PersonExternalId> ExternalIds { get; private set; } = [];
    public List<PersonTie> Ties { get; private set; } = [];
    Guid IHistoric.HistoryId => Id;

    public static readonly Problem NotPlain = new(ProblemKind.Invalid, "person.not-plain", "The text contains control characters or HTML. Type it anew without them.");
    public static readonly Problem EmailOfAnother = new(ProblemKind.Invalid, "person.email-of-another", "This e-mail belongs to somebody else here. Each person needs one of their own; leave it empty if there is none.", "Email");
    public static readonly Problem OwnRecord = new(ProblemKind.Conflict, "person.own-record", "Nobody merges a record with their own: what is another’s would become theirs. Ask a colleague who keeps the people.");
    public static readonly Problem SamePerson = new(ProblemKind.Invalid, "person.same", "Choose two different people.");
    public static readonly Problem MergedAlready = new(ProblemKind.Conflict, "person.merged", "One of the two was merged already. Open the list again.");
    public static readonly Problem BothSignIn = new(ProblemKind.Conflict, "person.both-sign-in", "Both have an account to sign in with. Ask the administrator to disable one of them for good before merging.");
    public static readonly Problem OtherSignsIn = new(ProblemKind.Conflict, "person.other-signs-in", "Only {0} has an account to sign in with. Choose {0} as the one who stays.", "StaysId");
    public static readonly Problem NoEmail = new(ProblemKind.Invalid, "person.no-email", "Write the person’s e-mail first: it is the name they sign in with.", "Email");

    public static readonly Problem PostElsewhere = new(ProblemKind.Conflict, "person.post-elsewhere", "{0} works elsewhere too, or holds a post that does not lie below yours. Ask whoever keeps the people of all these units from above.");

    public string Name => $"{GivenName} {FamilyName}";

    /// <summary>Themselves, whoever reaches a unit where they work, and whoever holds a mandate over that in which they take part.</summary>
    public static Expression<Func<Person, bool>> SeenBy(Viewer viewer)
    {
        var self = viewer.PersonId == Guid.Empty ? Sight.Nothing<Person>() : p => p.Id == viewer.PersonId;
        var countries = viewer.CountriesOf(PeopleRights.Read);
        var units = viewer.ReachOf(PeopleRights.Read);
        var today = viewer.Today;
        // one country and one's own: a plain comparison, by which the index of names is read in order
        if (countries is [var only] && only == viewer.CountryId) self = p => p.CountryId == only;
        else if (countries.Length > 0) self = self.Or(p => countries.Contains(p.CountryId));
        if (units.Length > 0) self = self.Or(p => p.Employments.Any(e => units.Contains(e.UnitId) && (e.EndsOn == null || e.EndsOn >= today)));
        var subjects = viewer.SubjectsOf(PeopleRights.Read);
        if (subjects.Length > 0) self = self.Or(p => p.Ties.Any(t => subjects.Contains(t.SubjectId) && (t.EndsOn == null || t.EndsOn >= today)));
        return self;
    }

    public bool AddedBy(Viewer viewer) => viewer.CountriesOf(PeopleRights.Manage).Contains(CountryId) || Employments.Any(e => viewer.May(PeopleRights.Manage, CountryId, e.UnitId));

    /// <summary>Says who it is and how to reach them; true when that changed something.</summary>
    public bool Describe(string givenName, string familyName, string email, string phone)
    {
        email = email.ToLowerInvariant(); // it tells people apart, however it was typed
        if ((GivenName, FamilyName, Email, Phone) == (givenName, familyName, email, phone)) return false;
        (GivenName, FamilyName, Email, Phone) = (givenName, familyName, email, phone);
        SortName = SortKey.Of($"{familyName} {givenName}", CountryId, Id);
        NameKey = KeyOf(givenName, familyName);
        SearchText = Cut(Fold.Of($"{givenName} {familyName} {email}"), SearchMax);
        return true;
    }

    /// <summary>The name folded, to compare with <see cref="NameKey"/>.</summary>
    public static string KeyOf(string givenName, string familyName) => Cut(Fold.Of($"{givenName} {familyName}"), NameKeyMax);

    // one letter may unfold into many
    static string Cut(string text, int max) => text.Length <= max ? text : text[..max];

    public Employment Employ(Guid unitId, PostKind post, string subject, int load, DateOnly? from, DateOnly? until)
    {
        var employment = new Employment { Id = Guid.CreateVersion7(), PersonId = Id, CountryId = CountryId, UnitId = unitId };
        employment.Describe(post, subject, load, from, until);
        Employments.Add(employment);
        return employment;
    }

    /// <summary>Known to another system under this value.</summary>
    public void Known(string system, string value) => ExternalIds.Add(new() { Id = Guid.CreateVersion7(), PersonId = Id, CountryId = CountryId, System = system, Value = value });

    /// <summary>Whether the viewer keeps this person's record: where they work today, or in the whole country.</summary>
    public bool ManagedBy(Viewer viewer) => viewer.IsSystem || viewer.CountriesOf(PeopleRights.Manage).Contains(CountryId)
        || Employments.Any(e => (e.EndsOn is null || e.EndsOn >= viewer.Today) && viewer.May(PeopleRights.Manage, CountryId, e.UnitId));

    /// <summary>No word is left of who it was; a number keeps two such people apart where something of them stays.</summary>
    internal void Erase() => Describe(NoName, Id.ToString("N")[^6..].ToUpperInvariant(), "", "");

    /// <summary>Whether nothing is left of who it was.</summary>

    /// <summary>Turns out to be the other one, who takes over where this one works and what other systems call them.</summary>
    internal Outcome MergeInto(Person other)
    {
        if (other.Id == Id) return SamePerson;
        if (MergedIntoId is not null || other.MergedIntoId is not null) return MergedAlready;
        var (email, phone) = (other.Email.Length == 0 ? Email : other.Email, other.Phone.Length == 0 ? Phone : other.Phone);
        if (other.Email.Length == 0) Describe(GivenName, FamilyName, "", Phone); // an e-mail is one person's
        foreach (var employment in Employments.ToArray()) employment.PersonId = other.Id;
        foreach (var id in ExternalIds.ToArray()) id.PersonId = other.Id;
        other.Describe(other.GivenName, other.FamilyName, email, phone);
        MergedIntoId = other.Id;
        return Outcome.Done;
    }
}

/// <summary>Where and as what a person works, over a time; several at once.</summary>
public sealed class Employment : ISeen<Employment>, IHistoric, IVersioned
{
    public const int SubjectMax = 120;

    /// <summary>Thousandths of a full load.</summary>
    public const int LoadMax = 2000;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public Guid PersonId { get; internal set; }
    public Person? Person { get; private set; }
    public required Guid UnitId { get; init; }
    public PostKind Post { get; private set; }

    /// <summary>The subject, as the school writes it.</summary>
    public string Subject { get; private set; } = "";

    /// <summary>Thousandths of a full load; 0 where it is not known.</summary>
    public int Load { get; private set; }

    /// <summary>Null: since before the records begin.</summary>
    public DateOnly? StartsOn { get; private set; }
    public DateOnly? EndsOn { get; private set; }
    public int Version { get; private set; }
    Guid IHistoric.HistoryId => PersonId;

    public static readonly Problem EndsBeforeItStarts = new(ProblemKind.Invalid, "employment.ends-before-start", "The last day lies before the first one.", "EndsOn");
    public static readonly Problem UnitNotYours = new(ProblemKind.Invalid, "employment.unit", "Choose one of the units from the list.", "UnitId");
    public static readonly Problem DayOutside = new(ProblemKind.Invalid, "employment.day-outside", "The year lies before 1900 or after 2100. Correct the day.", "StartsOn");

    public static Expression<Func<Employment, bool>> SeenBy(Viewer viewer)
    {
        Expression<Func<Employment, bool>> own = e => e.PersonId == viewer.PersonId;
        var countries = viewer.CountriesOf(PeopleRights.Read);
        var units = viewer.ReachOf(PeopleRights.Read);
        if (countries.Length > 0) own = own.Or(e => countries.Contains(e.CountryId));
        if (units.Length > 0) own = own.Or(e => units.Contains(e.UnitId));
        var (subjects, today) = (viewer.SubjectsOf(PeopleRights.Read), viewer.Today);
        return subjects.Length > 0 ? own.Or(e => e.Person!.Ties.Any(t => subjects.Contains(t.SubjectId) && (t.EndsOn == null || t.EndsOn >= today))) : own;
    }

    public bool AddedBy(Viewer viewer) => viewer.May(PeopleRights.Manage, CountryId, UnitId);

    /// <summary>The load is for the person and for those who keep the people of the unit; whoever supports there sees that somebody works, not how much.</summary>
    public int LoadFor(Viewer viewer) => PersonId == viewer.PersonId || viewer.May(PeopleRights.Manage, CountryId, UnitId) ? Load : 0;

    /// <summary>Says as what, how much and over which time; true when that changed something.</summary>
    public bool Describe(PostKind post, string subject, int load, DateOnly? from, DateOnly? until)
    {
        if ((Post, Subject, Load, StartsOn, EndsOn) == (post, subject, load, from, until)) return false;
        (Post, Subject, Load, StartsOn, EndsOn) = (post, subject, load, from, until);
        return true;
    }

    public bool Holds(DateOnly day) => (StartsOn is null || StartsOn <= day) && (EndsOn is null || day <= EndsOn);
}

/// <summary>
/// Takes part, over a time, in something that is served by name: an initiative's school, a group, a cohort. Whoever holds a mandate over
/// it sees the person; the room that keeps the list of those who take part keeps these rows in step, and tells of it there.
/// </summary>
public sealed class PersonTie : ISeen<PersonTie>, IHistoric
{
    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public Guid PersonId { get; private set; }

    /// <summary>The school in an initiative, the group, the cohort.</summary>
    public required Guid SubjectId { get; init; }

    /// <summary>The whole whose history tells of it: the initiative, the group.</summary>
    public required Guid WholeId { get; init; }
    public required DateOnly StartsOn { get; init; }
    public DateOnly? EndsOn { get; private set; }
    Guid IHistoric.HistoryId => WholeId;

    public static PersonTie Of(Guid personId, string countryId, Guid subjectId, Guid wholeId, DateOnly from, DateOnly? until) =>
        new() { Id = Guid.CreateVersion7(), CountryId = countryId, PersonId = personId, SubjectId = subjectId, WholeId = wholeId, StartsOn = from, EndsOn = until };

    public void LastsUntil(DateOnly? day) => EndsOn = day;

    /// <summary>Turned out to be somebody else's record.</summary>
    public void MoveTo(Guid personId) => PersonId = personId;

    public static Expression<Func<PersonTie, bool>> SeenBy(Viewer viewer)
    {
        var subjects = viewer.SubjectsOf(PeopleRights.Read);
        return t => t.PersonId == viewer.PersonId || subjects.Contains(t.SubjectId);
    }

    public bool AddedBy(Viewer viewer) => viewer.MayOver(PeopleRights.Read, SubjectId);
}

/// <summary>What another system calls a person. One value belongs to one person of the country.</summary>
public sealed class PersonExternalId : ISeen<PersonExternalId>, IHistoric
{
    public const int SystemMax = 40;
    public const int ValueMax = 100;

    public required Guid Id { get; init; }
    public required string CountryId { get; init; }
    public Guid PersonId { get; internal set; }
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
[Sentence("{0} found this to be the same person as {1}.")] public sealed record PersonWasMerged(Guid IntoId) : IRecorded;
[Sentence("{0} merged two records of one person: {1} is {2}.")] public sealed record PersonReplaced(Guid FromId, Guid IntoId) : IRecorded;
[Sentence("{0} brought this up to date from a list.")] public sealed record PersonImported : IRecorded;
[Sentence("{0} erased what the law lets go.")] public sealed record PersonErased(bool WithName) : IRecorded;
[Sentence("{0} invited the person to sign in.")] public sealed record PersonInvitedToSignIn : IRecorded;

sealed class PersonMapping : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> person)
    {
        person.ToTable("people");
        person.Property(p => p.GivenName).HasMaxLength(Person.NameMax);
        person.Property(p => p.FamilyName).HasMaxLength(Person.NameMax);
        person.Property(p => p.SortName).HasMaxLength(SortKey.MaxLength);
        person.Property(p => p.SearchText).HasMaxLength(Person.SearchMax).ForSearch();
        person.Property(p => p.NameKey).HasMaxLength(Person.NameKeyMax);
        person.Property(p => p.Email).HasMaxLength(Person.EmailMax);
        person.Property(p => p.Phone).HasMaxLength(Person.PhoneMax);
        person.Ignore(p => p.Name);
        person.HasIndex(p => p.SortName);
        person.HasIndex(p => new { p.CountryId, p.SortName });
        person.HasIndex(p => p.Email);
        person.HasIndex(p => new { p.CountryId, p.Email }).IsUnique().HasFilter("email <> '' AND merged_into_id IS NULL"); // asked first, and held here when two ask at once
        person.HasIndex(p => p.NameKey);
        person.HasMany(p => p.Employments).WithOne(e => e.Person).HasForeignKey(e => e.PersonId);
        person.HasMany(p => p.Ties).WithOne().HasForeignKey(t => t.PersonId);
        person.HasMany(p => p.ExternalIds).WithOne().HasForeignKey(x => x.PersonId);
    }
}

sealed class EmploymentMapping : IEntityTypeConfiguration<Employment>
{
    public void Configure(EntityTypeBuilder<Employment> employment)
    {
        employment.ToTable("employments");
        employment.Property(e => e.Subject).HasMaxLength(Employment.SubjectMax);
        // each alone: of an index over both SQLite would look up every unit of the reach for every person
        employment.HasIndex(e => e.PersonId);
        employment.HasIndex(e => e.UnitId);
    }
}

sealed class PersonTieMapping : IEntityTypeConfiguration<PersonTie>
{
    public void Configure(EntityTypeBuilder<PersonTie> tie)
    {
        tie.ToTable("person_ties");
        tie.HasIndex(t => new { t.PersonId, t.SubjectId });
        tie.HasIndex(t => t.SubjectId);
    }
}

sealed class PersonExternalIdMapping : IEntityTypeConfiguration<PersonExternalId>
{
    public void Configure(EntityTypeBuilder<PersonExternalId> id)
    {
        id.ToTable("person_external_ids");
        id.Property(x => x.System).HasMaxLength(PersonExternalId.SystemMax);
        id.Property(x => x.Value).HasMaxLength(PersonExternalId.ValueMax);
        id.HasIndex(x => new { x.CountryId, x.System, x.Value }).IsUnique();
    }
}
