using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MedAgg.Domain.Store.Migrations
{
    /// <inheritdoc />
    public partial class PausesAndLimits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "pause_requested",
                table: "ingestion",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "team_limits",
                columns: table => new
                {
                    team_id = table.Column<long>(type: "bigint", nullable: false),
                    max_bytes = table.Column<long>(type: "bigint", nullable: true),
                    max_files = table.Column<long>(type: "bigint", nullable: true),
                    max_datasets = table.Column<int>(type: "integer", nullable: true),
                    max_unfinished = table.Column<int>(type: "integer", nullable: true),
                    reason = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    set_by = table.Column<Guid>(type: "uuid", nullable: true),
                    set_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_team_limits", x => x.team_id);
                    table.ForeignKey(
                        name: "fk_team_limits_team_team_id",
                        column: x => x.team_id,
                        principalTable: "team",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "team_limits");

            migrationBuilder.DropColumn(
                name: "pause_requested",
                table: "ingestion");
        }
    }
}
