using Balsts;
using Foundation.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.DependencyInjection;

Console.WriteLine("For dotnet ef: see ./migration.");

/// <summary>Gives dotnet ef the context of one of the two databases: BALSTS_DATABASE says which.</summary>
sealed class TablesForDesign : IDesignTimeDbContextFactory<Tables>
{
    public Tables CreateDbContext(string[] args) => Services().GetRequiredService<IDbContextFactory<Tables>>().CreateDbContext();

    static ServiceProvider Services()
    {
        var services = new ServiceCollection();
        services.AddDatabase(new(Environment.GetEnvironmentVariable("BALSTS_DATABASE") ?? "Data Source=design.db"), new(House.Assembly));
        return services.BuildServiceProvider();
    }
}
