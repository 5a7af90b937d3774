using Foundation.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Balsts.Tests;

/// <summary>Every column that names a person is listed by its room, with what is done to it on merging, export and erasure.</summary>
public sealed class PersonColumnsTests
{
    static readonly string[] Ends = ["PersonId", "AuthorId", "OwnerId", "ById", "EducatorId", "MentorId", "ObserverId", "LearnerId"];

    [Fact]
    public async Task No_room_forgets_a_person_column()
    {
        await using var site = new TestSite(On.Sqlite);
        var listed = Balsts.House.Persons.Select(p => $"{p.Entity.Name}.{p.Column}").ToHashSet();
        (await site.Db(db => Task.FromResult(Columns(db.Tables.Model)))).Except(listed).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_listed_exists()
    {
        await using var site = new TestSite(On.Sqlite);
        var gone = await site.Db(db => Task.FromResult(Balsts.House.Persons.Where(p => db.Tables.Model.FindEntityType(p.Entity)?.FindProperty(p.Column) is null).Select(p => $"{p.Entity.Name}.{p.Column}").ToList()));
        gone.ShouldBeEmpty();
    }

    [Fact]
    public void A_column_that_nobody_listed_is_found()
    {
        var model = new ModelBuilder(Microsoft.EntityFrameworkCore.Metadata.Conventions.SqliteConventionSetBuilder.Build());
        model.Entity<Planted>();
        Columns(model.FinalizeModel()).ShouldBe(["Planted.AuthorId", "Planted.TurnedById"], ignoreOrder: true);
    }

    static List<string> Columns(IReadOnlyModel model) =>
    [
        .. from type in model.GetEntityTypes()
           from property in type.GetProperties()
           where property.ClrType == typeof(Guid) || property.ClrType == typeof(Guid?) || property.ClrType == typeof(List<Guid>)
           where Ends.Any(end => property.Name.EndsWith(end, StringComparison.Ordinal)) || property.ClrType == typeof(List<Guid>)
           select $"{type.ClrType.Name}.{property.Name}",
    ];

    sealed class Planted
    {
        public Guid Id { get; set; }
        public Guid AuthorId { get; set; }
        public Guid? TurnedById { get; set; }
        public Guid UnitId { get; set; }
    }
}
